package io.jenkins.plugins.gitops.core.render;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Two layers of settings as one. */
final class Layered {
    private Layered() {}

    /** @return all names; where both have one, what is above counts */
    static Map<String, String> maps(Map<String, String> below, Map<String, String> above) {
        Map<String, String> all = new LinkedHashMap<>(below);
        all.putAll(above);
        return all;
    }

    /** @return all, what is above last */
    static <T> List<T> lists(List<T> below, List<T> above) {
        List<T> all = new ArrayList<>(below);
        all.addAll(above);
        return all;
    }
}
