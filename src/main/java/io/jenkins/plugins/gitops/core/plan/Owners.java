package io.jenkins.plugins.gitops.core.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gitops.core.fields.FieldStep;
import io.jenkins.plugins.gitops.core.manifest.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who owns which field, read from {@code metadata.managedFields}. An instance stands at one place in an object; the
 * walk of a diff moves it along with {@link #field} and {@link #element}.
 */
final class Owners {
    private record Claim(String manager, String time, JsonNode fields) {
        Claim below(JsonNode narrower) {
            return new Claim(manager, time, narrower);
        }
    }

    private final List<Claim> claims;

    private Owners(List<Claim> claims) {
        this.claims = claims;
    }

    /** @return the owners at the root of a live object, all but {@code except} */
    static Owners of(JsonNode live, String except) {
        List<Claim> claims = new ArrayList<>();
        Json.elements(live, "metadata", "managedFields")
                .filter(entry -> !Json.text(entry, "manager").equals(except))
                .forEach(entry -> claims.add(
                        new Claim(Json.text(entry, "manager"), Json.text(entry, "time"), entry.path("fieldsV1"))));
        return new Owners(claims);
    }

    /** @return the fields that one manager has applied, as the server lists them; a missing node when none */
    static JsonNode applied(JsonNode object, String manager) {
        return Json.elements(object, "metadata", "managedFields")
                .filter(entry -> Json.text(entry, "manager").equals(manager)
                        && "Apply".equals(Json.text(entry, "operation"))
                        && Json.text(entry, "subresource").isEmpty())
                .map(entry -> entry.path("fieldsV1"))
                .findFirst()
                .orElse(Json.at(Json.object(), "none"));
    }

    /** @return the owners of a field of the object at this place */
    Owners field(String name) {
        List<Claim> narrowed = new ArrayList<>();
        for (Claim claim : claims) {
            JsonNode below = claim.fields().path(FieldStep.field(name));
            if (!below.isMissingNode()) {
                narrowed.add(claim.below(below));
            }
        }
        return new Owners(narrowed);
    }

    /** @return the owners of an element of the list at this place, which lists name by its keys or by its value */
    Owners element(JsonNode element) {
        List<Claim> narrowed = new ArrayList<>();
        for (Claim claim : claims) {
            for (Map.Entry<String, JsonNode> entry : claim.fields().properties()) {
                if (FieldStep.names(entry.getKey(), element)) {
                    narrowed.add(claim.below(entry.getValue()));
                }
            }
        }
        return new Owners(narrowed);
    }

    /** @return the managers that own something here, without repetition, in the server's order */
    List<String> managers() {
        return claims.stream().map(Claim::manager).distinct().toList();
    }

    /** @return when the last of them has last written to the object; empty when the server does not say */
    Optional<Instant> since() {
        return claims.stream()
                .map(Claim::time)
                .flatMap(time -> time(time).stream())
                .max(Comparator.naturalOrder());
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
