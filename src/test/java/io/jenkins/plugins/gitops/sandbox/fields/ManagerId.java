package io.jenkins.plugins.gitops.sandbox.fields;

/**
 * Who an entry of {@code managedFields} belongs to.
 *
 * @param apiVersion part of the identity for updates only; empty for an applier, who has one entry whatever the version
 */
public record ManagerId(String manager, Operation operation, String apiVersion, String subresource)
        implements Comparable<ManagerId> {

    /** Declaration order is the order in {@code managedFields}. */
    public enum Operation {
        APPLY("Apply"),
        UPDATE("Update");

        private final String text;

        Operation(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    static ManagerId applier(String manager, String subresource) {
        return new ManagerId(manager, Operation.APPLY, "", subresource);
    }

    static ManagerId updater(String manager, String apiVersion, String subresource) {
        return new ManagerId(manager, Operation.UPDATE, apiVersion, subresource);
    }

    boolean applied() {
        return operation == Operation.APPLY;
    }

    /** The spelling of a conflict: {@code "kubectl-edit" using apps/v1}. */
    String inMessages(String time) {
        String out = '"' + manager + '"';
        if (!subresource.isEmpty()) {
            out += " with subresource \"" + subresource + '"';
        }
        if (operation == Operation.UPDATE) {
            out += " using " + apiVersion;
            if (time != null) {
                out += " at " + time;
            }
        }
        return out;
    }

    @Override
    public int compareTo(ManagerId other) {
        int order = operation.compareTo(other.operation);
        order = order != 0 ? order : manager.compareTo(other.manager);
        order = order != 0 ? order : apiVersion.compareTo(other.apiVersion);
        return order != 0 ? order : subresource.compareTo(other.subresource);
    }
}
