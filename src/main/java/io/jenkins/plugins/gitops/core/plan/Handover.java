package io.jenkins.plugins.gitops.core.plan;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.cluster.ClusterException.Cause;
import io.jenkins.plugins.gitops.core.fields.FieldSet;
import io.jenkins.plugins.gitops.core.manifest.Json;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A change of an object's {@code managedFields} that must come before an apply, so that the apply does what the
 * declaration says. Managers of the past hand their fields over to us, else what they have set and nobody declares any
 * more would stay for ever (kubernetes/kubernetes#99003). Fields that we release are taken out, else the apply would
 * reset them. Entries in API versions that are no longer there are moved to the declared one, else the apply fails
 * (kubernetes/kubernetes#111937). The rules are those of client-go's {@code csaupgrade}. No value changes by it, so a
 * crash before the apply leaves nothing but an object whose next plan shows the same.
 */
final class Handover {
    /** Nothing is handed over, nothing is known about owners. */
    static final Handover NONE = new Handover(Json.object(), PlanOptions.standard(), "");

    private final ObjectNode object;
    private final PlanOptions options;
    private final String apiVersion;
    private final List<ManagerEntry> taken = new ArrayList<>();
    private final List<ManagerEntry> rest = new ArrayList<>();
    private final List<List<String>> released = new ArrayList<>();
    private final Set<String> words = new LinkedHashSet<>();
    private ManagerEntry own;
    private FieldSet ours = FieldSet.EMPTY;

    private Handover(ObjectNode object, PlanOptions options, String apiVersion) {
        this.object = object;
        this.options = options;
        this.apiVersion = apiVersion;
    }

    /**
     * @param object the live object, whose managers are asked to hand over
     * @param desired what is declared
     * @param served whether the cluster serves an API version of the kind
     * @param releases the fields to give up, where we own them
     */
    static Handover of(
            ObjectNode object, Desired desired, PlanOptions options, Predicate<String> served, List<Release> releases) {
        Handover handover = new Handover(object, options, desired.type().kind().apiVersion());
        PastManagers past = new PastManagers(object, desired.manifest().json(), options.takeOver());
        handover.sort(past, served);
        handover.unite(past);
        releases.forEach(handover::release);
        return handover;
    }

    private void sort(PastManagers past, Predicate<String> served) {
        for (ManagerEntry found : ManagerEntry.of(object)) {
            ManagerEntry entry = found;
            if (!found.apiVersion().equals(apiVersion) && !served.test(found.apiVersion())) {
                entry = found.inVersion(apiVersion);
                words.add("managed fields move from " + found.apiVersion() + ", which is gone, to " + apiVersion);
            }
            String name = past.words(entry);
            if (entry.isApply() && entry.isMain() && entry.manager().equals(options.manager())) {
                own = entry;
                ours = entry.fields();
            } else if (name.isEmpty()) {
                rest.add(entry);
            } else {
                taken.add(entry);
                words.add("taken over from " + entry.manager() + " (" + name + ")");
            }
        }
    }

    private void unite(PastManagers past) {
        if (own == null && !taken.isEmpty()) {
            // The declared version rather than the newest: a set in another cannot be compared with what is declared.
            own = taken.stream()
                    .filter(entry -> entry.apiVersion().equals(apiVersion))
                    .findFirst()
                    .orElse(taken.get(taken.size() - 1));
        }
        for (ManagerEntry entry : taken) {
            if (entry.apiVersion().equals(own.apiVersion())) {
                ours = ours.union(past.declared(entry));
            }
        }
    }

    private void release(Release release) {
        List<String> steps = ours.steps(object, release.field());
        if (!steps.isEmpty()) {
            ours = ours.without(steps);
            released.add(steps);
            words.add(release.words());
        }
    }

    /** @return whether there is anything to hand over, to give up or to move */
    boolean isNeeded() {
        return !words.isEmpty();
    }

    /** @return what happens, for people: {@code taken over from kubectl-client-side-apply (kubectl apply)} */
    String words() {
        return String.join("; ", words);
    }

    /** @return the fields that are ours once it is done */
    FieldSet ours() {
        return ours;
    }

    /** @return the fields of everybody else once it is done */
    FieldSet others() {
        FieldSet others = FieldSet.EMPTY;
        for (ManagerEntry entry : rest) {
            others = others.union(entry.fields());
        }
        return others;
    }

    /** @return the fields that are given up, their values kept, each as the steps that lead to it */
    List<List<String>> released() {
        return released;
    }

    /** @return whether a conflict is with a manager that hands over, so that there will be none */
    boolean settles(Cause conflict) {
        return taken.stream().anyMatch(entry -> isWith(entry, conflict.message()));
    }

    /** In the server's words: {@code conflict with "manager" using v1} is about an update, without the end an apply. */
    private static boolean isWith(ManagerEntry entry, String message) {
        String name = "conflict with \"" + entry.manager() + "\"";
        return entry.isApply() ? message.equals(name) : message.startsWith(name + " using ");
    }

    /** @return the JSON Patch that does it, with the object's {@code resourceVersion} as the lock */
    ArrayNode patch() {
        ArrayNode managedFields = Json.MAPPER.createArrayNode();
        if (!ours.isEmpty()) {
            managedFields.add(own.appliedBy(options.manager(), ours).json());
        }
        rest.forEach(entry -> managedFields.add(entry.json()));
        if (managedFields.isEmpty()) {
            managedFields.addObject(); // an empty list would leave them as they are
        }
        ArrayNode patch = Json.MAPPER.createArrayNode();
        patch.addObject()
                .put("op", "add")
                .put("path", "/metadata/managedFields")
                .set("value", managedFields);
        patch.addObject()
                .put("op", "replace")
                .put("path", "/metadata/resourceVersion")
                .put("value", Json.text(object, "metadata", "resourceVersion"));
        return patch;
    }
}
