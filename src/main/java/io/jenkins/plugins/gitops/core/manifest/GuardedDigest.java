package io.jenkins.plugins.gitops.core.manifest;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A digest of manifests that does not give their secrets away. It is shown to many who may not read a Secret, and a
 * plain hash lets them try out weak passwords by the billion. So sensitive values go into it only through a slow
 * derivation (PBKDF2, RFC 8018), all of a set together, salted with the name of the set. There is no key to keep: the
 * same set has the same digest everywhere. Without sensitive values it is {@link Digest#of(List)}.
 */
public final class GuardedDigest {
    /** Some 30 ms in a process that has run for a while, 100 in a command that has just begun; for whoever guesses too. */
    private static final int ITERATIONS = 50_000;

    private static final int BITS = 256;
    private static final String HIDDEN = "hidden";

    private GuardedDigest() {}

    /**
     * @param sensitive for each manifest the fields that hold sensitive values, none of them inside of another
     * @param salt what tells this set from other sets with the same secrets
     * @return {@code sha256:} and 64 hexadecimal digits
     */
    public static String of(List<Manifest> manifests, List<List<JsonPointer>> sensitive, String salt) {
        ArrayNode values = Json.MAPPER.createArrayNode();
        List<Manifest> rest = new ArrayList<>();
        for (int i = 0; i < manifests.size(); i++) {
            Manifest manifest = manifests.get(i);
            List<JsonPointer> fields = sensitive.get(i);
            rest.add(fields.isEmpty() ? manifest : manifest.with(taken(manifest.json(), fields, values)));
        }
        if (values.isEmpty()) {
            return Digest.of(manifests);
        }
        ObjectNode guarded = Json.object();
        guarded.put("manifests", Digest.of(rest)).put("values", derive(Digest.of(values), salt));
        return Digest.of(guarded);
    }

    /** Moves the values out of a copy; what stands in their place keeps two fields from trading values unnoticed. */
    private static ObjectNode taken(ObjectNode object, List<JsonPointer> fields, ArrayNode values) {
        ObjectNode copy = object.deepCopy();
        for (JsonPointer field : fields) {
            JsonNode parent = copy.at(field.head());
            String name = field.last().getMatchingProperty();
            values.add(copy.at(field));
            if (parent instanceof ObjectNode map) {
                map.put(name, HIDDEN);
            } else if (parent instanceof ArrayNode list) {
                list.set(field.last().getMatchingIndex(), HIDDEN);
            }
        }
        return copy;
    }

    private static String derive(String secret, String salt) {
        PBEKeySpec spec = new PBEKeySpec(secret.toCharArray(), Digest.sha256(salt), ITERATIONS, BITS);
        try {
            SecretKeyFactory factory = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256");
            return HexFormat.of().formatHex(factory.generateSecret(spec).getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has PBKDF2WithHmacSHA256", e);
        } finally {
            spec.clearPassword();
        }
    }
}
