package io.jenkins.plugins.gitops.core.health;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.manifest.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The expressions that say when objects of a kind are healthy, in Flux's form and order: {@code inProgress}, then
 * {@code failed}, then {@code current}; when none holds, the object is on its way. For one thread at a time.
 */
final class HealthExpression {
    private final String place;
    private final String group;
    private final String kind;
    private final Map<Part, String> sources;
    private final Map<Part, Cel> compiled = new LinkedHashMap<>();

    /** What an expression decides, in the order in which they are asked. */
    enum Part {
        IN_PROGRESS("inProgress"),
        FAILED("failed"),
        CURRENT("current");

        private final String field;

        Part(String field) {
            this.field = field;
        }

        String field() {
            return field;
        }
    }

    /**
     * @param place where the rule stands, for messages
     * @param group the API group; {@code *.example.org} is every group below it
     * @param kind the kind; {@code *} is every kind
     * @param sources the expressions; {@link Part#CURRENT} is among them
     */
    HealthExpression(String place, String group, String kind, Map<Part, String> sources) {
        this.place = place;
        this.group = group;
        this.kind = kind;
        this.sources = sources;
    }

    boolean isFor(String itsGroup, String itsKind) {
        boolean sameGroup = group.startsWith("*.") ? itsGroup.endsWith(group.substring(1)) : group.equals(itsGroup);
        return sameGroup && (kind.equals("*") || kind.equals(itsKind));
    }

    /**
     * Compiles what is not compiled yet.
     *
     * @throws io.jenkins.plugins.gitops.core.GitOpsException naming the expression that cannot be understood
     */
    synchronized void compile() {
        for (Part part : Part.values()) {
            if (sources.containsKey(part) && !compiled.containsKey(part)) {
                compiled.put(part, Cel.compile(sources.get(part), place + ": " + part.field()));
            }
        }
    }

    /** @return what the expressions say of the object, with what the object itself says to it */
    Health assess(ObjectNode live) {
        compile();
        Map<String, Object> values = CelValues.of(live);
        for (Map.Entry<Part, Cel> entry : compiled.entrySet()) {
            Part part = entry.getKey();
            try {
                if (entry.getValue().holds(values)) {
                    return health(part, live);
                }
            } catch (Cel.Undecided e) {
                return Health.progressing(
                        place + ": " + part.field() + " cannot be evaluated: " + e.getMessage() + told(live));
            }
        }
        return Health.progressing("not yet current by " + place + told(live));
    }

    private Health health(Part part, ObjectNode live) {
        return switch (part) {
            case IN_PROGRESS -> Health.progressing("in progress by " + place + told(live));
            case FAILED -> Health.failed("failed by " + place + told(live));
            case CURRENT -> Health.healthy();
        };
    }

    /** The first condition that does not hold, or the phase, is mostly what the expression is about. */
    private static String told(ObjectNode live) {
        Optional<String> condition = Json.elements(live, "status", "conditions")
                .map(node -> Condition.of(live, Json.text(node, "type")).orElseThrow())
                .filter(it -> !it.isTrue())
                .findFirst()
                .map(it -> it.type() + " is " + it.status() + ": " + it.words());
        String phase = Json.text(live, "status", "phase");
        return condition
                .or(() -> Optional.of("its phase is " + phase).filter(words -> !phase.isEmpty()))
                .map(words -> "; " + WaitWords.oneLine(words))
                .orElse("");
    }
}
