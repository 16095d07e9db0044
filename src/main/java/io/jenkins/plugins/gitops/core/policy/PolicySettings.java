package io.jenkins.plugins.gitops.core.policy;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a policy is configured. Plain values: file, command line and Jenkins all end up here.
 *
 * @param severities the severity of rules by their ids; {@code *} for all that are not named
 * @param silences violations that do not count
 * @param annotations whether annotations in the manifests silence violations
 * @param limits what the target allows
 */
public record PolicySettings(
        Map<String, Severity> severities, List<Silence> silences, boolean annotations, Limits limits)
        implements Serializable {
    /** Every rule as it is by itself. */
    public static final PolicySettings STANDARD = new PolicySettings(Map.of(), List.of(), true, Limits.NONE);

    /** Stands for every rule that is not named. */
    public static final String ALL = "*";

    /**
     * The base of what others demand of a repository, beside what it says of itself: every rule is off, but for those of
     * the limits, which are errors once a limit is given. Annotations in the manifests silence nothing.
     */
    public static final PolicySettings LIMITS_ONLY = new PolicySettings(limitsOnly(), List.of(), false, Limits.NONE);

    /** @throws io.jenkins.plugins.gitops.core.GitOpsException when there is no rule of some name */
    public PolicySettings {
        severities = Map.copyOf(severities);
        silences = List.copyOf(silences);
        severities.keySet().stream().filter(id -> !id.equals(ALL)).forEach(Rules::require);
    }

    private static Map<String, Severity> limitsOnly() {
        Map<String, Severity> severities = new LinkedHashMap<>(Map.of(ALL, Severity.OFF));
        Rules.all().stream().filter(Rule::binding).forEach(rule -> severities.put(rule.id(), rule.standard()));
        return severities;
    }

    /** @return the severity of a rule */
    Severity of(Rule rule) {
        Severity named = severities.get(rule.id());
        return named != null ? named : severities.getOrDefault(ALL, rule.standard());
    }

    /** @return these settings with every rule off */
    public PolicySettings off() {
        return new PolicySettings(Map.of(ALL, Severity.OFF), silences, annotations, limits);
    }

    /** @return these settings with the severities of some rules replaced */
    public PolicySettings with(Map<String, Severity> others) {
        Map<String, Severity> merged = new LinkedHashMap<>(severities);
        merged.putAll(others);
        return new PolicySettings(merged, silences, annotations, limits);
    }

    /** @return these settings with more silences */
    public PolicySettings with(List<Silence> more) {
        List<Silence> all = new ArrayList<>(silences);
        all.addAll(more);
        return new PolicySettings(severities, all, annotations, limits);
    }

    /** @return these settings with a signature of a trusted key demanded, whatever they have said about that */
    public PolicySettings withSignature() {
        PolicySettings strict = with(Map.of(Rules.SIGNATURE.id(), Severity.ERROR));
        return new PolicySettings(strict.severities, silences, annotations, limits.withSigned());
    }
}
