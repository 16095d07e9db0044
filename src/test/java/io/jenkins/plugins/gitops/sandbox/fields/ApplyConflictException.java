package io.jenkins.plugins.gitops.sandbox.fields;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Another manager owns fields which an apply without force would change. */
public final class ApplyConflictException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** One contested field: the manager in the words of the message, and the path. */
    public record Conflict(String manager, String field) {}

    private final transient List<Conflict> conflicts;

    private ApplyConflictException(String message, List<Conflict> conflicts) {
        super(message);
        this.conflicts = conflicts;
    }

    static ApplyConflictException of(Map<ManagerId, Managers.Entry> contested) {
        List<Conflict> all = new ArrayList<>();
        contested.forEach((id, entry) -> entry.fields()
                .forEach(path -> all.add(new Conflict(
                        id.inMessages(null),
                        path.stream().map(PathElement::toString).collect(Collectors.joining())))));
        return new ApplyConflictException(message(all), Collections.unmodifiableList(all));
    }

    private static String message(List<Conflict> all) {
        if (all.size() == 1) {
            Conflict only = all.get(0);
            return "Apply failed with 1 conflict: conflict with " + only.manager() + ": " + only.field();
        }
        List<String> lines = new ArrayList<>();
        all.stream().map(Conflict::manager).distinct().sorted().forEach(manager -> {
            lines.add("conflicts with " + manager + ":");
            all.stream()
                    .filter(conflict -> conflict.manager().equals(manager))
                    .forEach(conflict -> lines.add("- " + conflict.field()));
        });
        return "Apply failed with " + all.size() + " conflicts: " + String.join("\n", lines);
    }

    public List<Conflict> conflicts() {
        return conflicts;
    }
}
