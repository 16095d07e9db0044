package io.jenkins.plugins.gitops.core.health;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * A CustomResourceDefinition is healthy when it is established, that is, when the server serves its type. Names that
 * are taken are failed, as in kstatus; Helm takes them for ready.
 */
final class CustomResourceDefinitionHealth {
    private CustomResourceDefinitionHealth() {}

    static Health assess(ObjectNode live) {
        Optional<Condition> names = Condition.of(live, "NamesAccepted").filter(Condition::isFalse);
        if (names.isPresent()) {
            return Health.failed("its names are not accepted: " + names.get().words());
        }
        Optional<Condition> established = Condition.of(live, "Established");
        if (established.filter(Condition::isTrue).isPresent()) {
            return Health.healthy();
        }
        return established
                .filter(condition -> condition.isFalse() && !"Installing".equals(condition.reason()))
                .map(condition -> Health.failed("not established: " + condition.words()))
                .orElse(Health.progressing("not yet established"));
    }
}
