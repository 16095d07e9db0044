package io.jenkins.plugins.gitops.core.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a field is about, as people speak of it. The first topic whose pattern fits a field's path has it. */
enum Topic {
    REPLICAS("spec\\.replicas", "replicas") {
        @Override
        String phrase(FieldDiff field, Matcher path, boolean secret) {
            return field.before().isMissingNode()
                    ? "replicas set to " + value(field.after())
                    : field.after().isMissingNode()
                            ? "replicas no longer set, were " + value(field.before())
                            : value(field.before()) + " → " + value(field.after()) + " replicas";
        }
    },
    IMAGE(".*ontainers\\[(?<of>[^\\]]+)\\]\\.image", "images") {
        @Override
        String phrase(FieldDiff field, Matcher path, boolean secret) {
            return "image " + images(field.before().asText(), field.after().asText()) + " (container "
                    + path.group("of") + ")";
        }
    },
    CONTAINER(".*ontainers\\[(?<name>[^\\]]+)\\]", "containers") {
        @Override
        String phrase(FieldDiff field, Matcher path, boolean secret) {
            return change("container", path.group("name"), field);
        }
    },
    DATA("(?:data|binaryData|stringData)\\.(?<name>.+)", "keys") {
        @Override
        String phrase(FieldDiff field, Matcher path, boolean secret) {
            String name = bare(path.group("name"));
            if (!secret) {
                return change("key", name, field);
            }
            return field.before().isMissingNode()
                    ? "new value " + name
                    : field.after().isMissingNode() ? "value " + name + " goes" : "value of " + name + " changes";
        }
    },
    ENVIRONMENT(".*ontainers\\[[^\\]]+\\]\\.env\\[(?<name>[^\\]]+)\\](?:\\.value)?", "variables") {
        @Override
        String phrase(FieldDiff field, Matcher path, boolean secret) {
            return change("variable", path.group("name"), field);
        }
    },
    PORT("(?:spec|.*ontainers\\[[^\\]]+\\])\\.ports\\[(?<of>[^\\]]+)\\]\\.(?<name>[a-z]*[pP]ort)", "ports") {
        @Override
        String phrase(FieldDiff field, Matcher path, boolean secret) {
            return change("", path.group("name").replace("Port", " port"), field);
        }
    },
    PORTS("(?:spec|.*ontainers\\[[^\\]]+\\])\\.ports\\[(?<name>[^\\]]+)\\]", "ports") {
        @Override
        String phrase(FieldDiff field, Matcher path, boolean secret) {
            return change("port", path.group("name").replace("/TCP", ""), field);
        }
    },
    RESOURCES(".*ontainers\\[(?<of>[^\\]]+)\\]\\.resources\\.(?<name>(?:requests|limits)\\..+)", "resources") {
        @Override
        String phrase(FieldDiff field, Matcher path, boolean secret) {
            return change("", path.group("name"), field) + " (container " + path.group("of") + ")";
        }
    },
    LABELS("metadata\\.labels\\.(?<name>.+)", "labels") {
        @Override
        String phrase(FieldDiff field, Matcher path, boolean secret) {
            return change("label", bare(path.group("name")), field);
        }
    },
    ANNOTATIONS("metadata\\.annotations\\.(?<name>.+)", "annotations") {
        @Override
        String phrase(FieldDiff field, Matcher path, boolean secret) {
            return change("annotation", bare(path.group("name")), field);
        }
    },
    OTHER("(?<name>.*)", "fields") {
        @Override
        String phrase(FieldDiff field, Matcher path, boolean secret) {
            String name = path.group("name");
            int tooLong = name.length() - LONGEST_PATH;
            return change("", tooLong > 0 ? "…" + name.substring(tooLong + 1) : name, field);
        }
    };

    private static final int LONGEST_VALUE = 30;
    private static final int LONGEST_PATH = 50;

    private final Pattern pattern;
    private final String many;

    Topic(String pattern, String many) {
        this.pattern = Pattern.compile(pattern);
        this.many = many;
    }

    static Topic of(FieldDiff field) {
        return List.of(values()).stream()
                .filter(topic -> topic.pattern.matcher(field.path()).matches())
                .findFirst()
                .orElse(OTHER);
    }

    /** @return the word for several of them */
    String many() {
        return many;
    }

    /** @return what happens to the field */
    final String words(FieldDiff field, boolean secret) {
        Matcher path = pattern.matcher(field.path());
        return path.matches() ? phrase(field, path, secret) : field.path() + " changes";
    }

    abstract String phrase(FieldDiff field, Matcher path, boolean secret);

    private static String change(String what, String name, FieldDiff field) {
        String subject = what.isEmpty() ? name : what + " " + name;
        JsonNode before = field.before();
        JsonNode after = field.after();
        if (before.isMissingNode()) {
            return "new " + subject + (what.isEmpty() && isShort(after) ? ": " + value(after) : "");
        }
        if (after.isMissingNode()) {
            return subject + " goes";
        }
        return isShort(before) && isShort(after)
                ? subject + " " + value(before) + " → " + value(after)
                : subject + " changes";
    }

    private static boolean isShort(JsonNode value) {
        return value.isValueNode()
                && value.asText().length() <= LONGEST_VALUE
                && value.asText().indexOf('\n') < 0;
    }

    private static String value(JsonNode value) {
        return Words.value(value, LONGEST_VALUE);
    }

    /** {@code web 1.1 → 1.2} when only the tag is another. */
    private static String images(String before, String after) {
        int old = tag(before);
        int changed = tag(after);
        String name = before.substring(0, old);
        if (old == before.length() || changed == after.length() || !name.equals(after.substring(0, changed))) {
            return Words.cut(before.isEmpty() ? "none" : before, 2 * LONGEST_VALUE) + " → "
                    + Words.cut(after.isEmpty() ? "none" : after, 2 * LONGEST_VALUE);
        }
        return name.substring(name.lastIndexOf('/') + 1) + " " + Words.cut(before.substring(old + 1), LONGEST_VALUE)
                + " → " + Words.cut(after.substring(changed + 1), LONGEST_VALUE);
    }

    /** Where the tag or digest begins; the end when there is none. */
    private static int tag(String image) {
        int at = image.indexOf('@');
        int colon = image.lastIndexOf(':');
        return at >= 0 ? at : colon > image.lastIndexOf('/') ? colon : image.length();
    }

    private static String bare(String step) {
        return step.startsWith("\"") && step.endsWith("\"") ? step.substring(1, step.length() - 1) : step;
    }
}
