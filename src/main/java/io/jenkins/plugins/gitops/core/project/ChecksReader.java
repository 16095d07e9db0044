package io.jenkins.plugins.gitops.core.project;

import io.jenkins.plugins.gitops.core.fields.ObjectPattern;
import io.jenkins.plugins.gitops.core.policy.Limits;
import io.jenkins.plugins.gitops.core.policy.PolicySettings;
import io.jenkins.plugins.gitops.core.policy.Severity;
import io.jenkins.plugins.gitops.core.policy.Silence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads how manifests are checked. */
final class ChecksReader {
    private ChecksReader() {}

    /**
     * @param checks the part of the file; it may be missing
     * @param above what holds where the part says nothing
     */
    static PolicySettings read(Located checks, PolicySettings above) {
        Map<String, Severity> severities = new LinkedHashMap<>(above.severities());
        Located rules = checks.at("rules");
        rules.json()
                .fieldNames()
                .forEachRemaining(
                        id -> severities.put(id, Severity.parse(rules.at(id).text())));
        List<Silence> silences = new ArrayList<>(above.silences());
        for (int i = 0; i < checks.at("silence").json().size(); i++) {
            Located silence = checks.at("silence").at(i);
            silences.add(new Silence(
                    silence.at("rule").text(),
                    ObjectPattern.parse(silence.at("object").text()).orElseThrow(),
                    silence.at("reason").text()));
        }
        boolean annotations = checks.at("annotations").isThere()
                ? checks.at("annotations").text().equals("honour")
                : above.annotations();
        Limits limits = above.limits();
        return new PolicySettings(
                severities,
                silences,
                annotations,
                new Limits(
                        texts(checks.at("allow").at("kinds"), limits.kinds()),
                        texts(checks.at("deny").at("kinds"), limits.deniedKinds()),
                        texts(checks.at("allow").at("namespaces"), limits.namespaces()),
                        texts(checks.at("allow").at("images"), limits.images()),
                        limits.signed()));
    }

    private static List<String> texts(Located list, List<String> above) {
        return list.isThere() ? list.texts() : above;
    }
}
