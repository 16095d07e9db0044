package io.jenkins.plugins.gitops.core.manifest;

/**
 * The type of an object as its {@code apiVersion} and {@code kind} name it.
 *
 * @param group the API group, empty for the core group
 * @param version the version, such as {@code v1}
 * @param kind the kind, such as {@code Deployment}
 */
public record GroupVersionKind(String group, String version, String kind) {

    /** @return the type that {@code apiVersion} ({@code v1} or {@code apps/v1}) and {@code kind} name */
    public static GroupVersionKind of(String apiVersion, String kind) {
        int slash = apiVersion.indexOf('/');
        return slash < 0
                ? new GroupVersionKind("", apiVersion, kind)
                : new GroupVersionKind(apiVersion.substring(0, slash), apiVersion.substring(slash + 1), kind);
    }

    /** @return {@code v1} or {@code apps/v1} */
    public String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    /** @return {@code Kind} or {@code Kind.group}, the form that ApplySet annotations use */
    public String groupKind() {
        return group.isEmpty() ? kind : kind + "." + group;
    }

    @Override
    public String toString() {
        return apiVersion() + " " + kind;
    }
}
