package io.jenkins.plugins.gitops.core.inventory;

import io.jenkins.plugins.gitops.core.manifest.Digest;
import java.util.Base64;
import java.util.List;

/**
 * The names that kubectl's ApplySet gives to a set of objects and its parent, so that kubectl understands our
 * inventory. The KEP text and the code differ in the prefix; these are the code's
 * ({@code kubectl/pkg/cmd/apply/applyset.go}).
 */
public final class ApplySet {
    /** On every member: the id of its set. This is the live proof of ownership. */
    public static final String PART_OF = "applyset.kubernetes.io/part-of";
    /** On the parent: the id. */
    public static final String ID = "applyset.kubernetes.io/id";
    /** On the parent: who manages the set, as {@code name/version}. */
    public static final String TOOLING = "applyset.kubernetes.io/tooling";
    /** Our name in {@link #TOOLING}: a tool must leave the sets of others alone. */
    static final String TOOL = "gitops";
    /** On the parent: the kinds of the members, sorted and separated by commas. */
    public static final String GROUP_KINDS = "applyset.kubernetes.io/contains-group-kinds";
    /** On the parent: the members' namespaces without the parent's own, sorted and separated by commas. */
    public static final String NAMESPACES = "applyset.kubernetes.io/additional-namespaces";

    private ApplySet() {}

    /** @return the name of the ConfigMap and the Lease of an app */
    public static String parentName(String app) {
        return "gitops-" + app;
    }

    /** @return the id of the set whose parent is the app's ConfigMap in {@code namespace} */
    public static String id(String app, String namespace) {
        return id(parentName(app), namespace, "ConfigMap", "");
    }

    /** @return the id of the set with any parent: a hash over its identity, 55 characters that a label may hold */
    public static String id(String name, String namespace, String kind, String group) {
        byte[] hash = Digest.sha256(String.join(".", name, namespace, kind, group));
        return "applyset-" + Base64.getUrlEncoder().withoutPadding().encodeToString(hash) + "-v1";
    }

    /** @return the label selector for the members of any of the sets */
    public static String selector(List<String> ids) {
        return ids.size() == 1 ? PART_OF + "=" + ids.get(0) : PART_OF + " in (" + String.join(",", ids) + ")";
    }
}
