package io.jenkins.plugins.gitops.core.policy;

import io.jenkins.plugins.gitops.core.manifest.GroupVersionKind;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.manifest.Manifest;
import java.util.Set;
import java.util.regex.Pattern;

/** The forms of types and names. */
final class NameChecks {
    private static final Pattern VERSION = Pattern.compile("v[1-9][0-9]*((alpha|beta)[1-9][0-9]*)?");
    private static final Pattern KIND = Pattern.compile("[A-Z][A-Za-z0-9]*");
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
    private static final Pattern SUBDOMAIN =
            Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
    private static final int LONGEST_LABEL = 63;
    private static final int LONGEST_SUBDOMAIN = 253;
    private static final int LONGEST_CRON_JOB = 52;
    /** Their names may hold any character but a slash and a percent sign. */
    private static final Set<String> PATH_NAMES = Set.of(
            "Role.rbac.authorization.k8s.io",
            "RoleBinding.rbac.authorization.k8s.io",
            "ClusterRole.rbac.authorization.k8s.io",
            "ClusterRoleBinding.rbac.authorization.k8s.io",
            "CertificateSigningRequest.certificates.k8s.io",
            "ClusterTrustBundle.certificates.k8s.io",
            "IPAddress.networking.k8s.io");
    /** An aggregated API has rules of its own for names. */
    private static final String OPENSHIFT = ".openshift.io";

    /** Their names are parts of host names. */
    private static final Set<String> LABEL_NAMES = Set.of("Namespace", "Service");

    private NameChecks() {}

    static void type(Manifest manifest, CheckedSet set, Check.Findings findings) {
        GroupVersionKind type = manifest.type();
        if (!type.group().isEmpty() && !isSubdomain(type.group())
                || type.apiVersion().startsWith("/")) {
            findings.add("apiVersion", "\"" + type.apiVersion() + "\" begins with no API group; write group/version");
        } else if (!VERSION.matcher(type.version()).matches()) {
            findings.add(
                    "apiVersion",
                    "\"" + type.version() + "\" is no version; versions are v1, v1beta1, v2alpha1 and the like");
        }
        if (!KIND.matcher(type.kind()).matches()) {
            findings.add(
                    "kind", "\"" + type.kind() + "\" is no kind; kinds begin with a capital and have no separators");
        }
    }

    static void names(Manifest manifest, CheckedSet set, Check.Findings findings) {
        String kind = manifest.type().groupKind();
        if (!manifest.name().isEmpty()) {
            name(kind, manifest.name(), findings);
        } else {
            prefix(kind, Json.text(manifest.json(), "metadata", "generateName"), findings);
        }
        String namespace = manifest.namespace();
        if (!namespace.isEmpty() && !isLabel(namespace)) {
            findings.add("metadata.namespace", wrong(namespace, "a namespace", LONGEST_LABEL));
        }
    }

    private static void name(String kind, String name, Check.Findings findings) {
        if (isPathName(kind)) {
            if (name.contains("/") || name.contains("%") || name.equals(".") || name.equals("..")) {
                findings.add("metadata.name", "\"" + name + "\" cannot be part of a URL; leave / and % out");
            }
        } else if (LABEL_NAMES.contains(kind)) {
            if (!isLabel(name)) {
                findings.add("metadata.name", wrong(name, "a " + kind, LONGEST_LABEL));
            }
        } else if (kind.equals("CronJob.batch") && name.length() > LONGEST_CRON_JOB) {
            findings.add(
                    "metadata.name",
                    "\"" + name + "\" has " + name.length() + " characters; the names of its Jobs leave room for "
                            + LONGEST_CRON_JOB);
        } else if (!isSubdomain(name)) {
            findings.add("metadata.name", wrong(name, "an object", LONGEST_SUBDOMAIN) + "; dots may separate parts");
        }
    }

    /** The server appends to it, so that it may end like no name does. */
    private static void prefix(String kind, String prefix, Check.Findings findings) {
        String like = prefix + "x";
        if (!isPathName(kind) && !isSubdomain(like)) {
            findings.add("metadata.generateName", wrong(prefix, "an object", LONGEST_SUBDOMAIN));
        }
    }

    private static boolean isPathName(String kind) {
        return PATH_NAMES.contains(kind) || kind.endsWith(OPENSHIFT);
    }

    static boolean isLabel(String name) {
        return name.length() <= LONGEST_LABEL && LABEL.matcher(name).matches();
    }

    static boolean isSubdomain(String name) {
        return name.length() <= LONGEST_SUBDOMAIN && SUBDOMAIN.matcher(name).matches();
    }

    private static String wrong(String name, String what, int longest) {
        return "\"" + name + "\" is no name for " + what + ": up to " + longest
                + " lower-case letters, digits and -, beginning and ending with a letter or digit";
    }
}
