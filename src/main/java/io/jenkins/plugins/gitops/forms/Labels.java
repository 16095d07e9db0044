package io.jenkins.plugins.gitops.forms;

import hudson.Util;
import hudson.util.FormValidation;
import java.util.regex.Pattern;

/** Names of apps, environments and namespaces: labels as DNS has them (RFC 1123), since names in clusters are made of them. */
public final class Labels {
    private static final int LONGEST = 63;
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");

    private Labels() {}

    /** @return whether it can be such a name: lower-case letters, digits and hyphens, at most 63 characters */
    public static boolean isLabel(String name) {
        return name.length() <= LONGEST && LABEL.matcher(name).matches();
    }

    /** @return what a form says to a name; an empty one is good unless it is mandatory */
    public static FormValidation check(String value, boolean mandatory) {
        String name = Util.fixEmptyAndTrim(value);
        if (name == null) {
            return mandatory ? FormValidation.error(Messages.Labels_missing()) : FormValidation.ok();
        }
        return isLabel(name) ? FormValidation.ok() : FormValidation.error(Messages.Labels_rule());
    }
}
