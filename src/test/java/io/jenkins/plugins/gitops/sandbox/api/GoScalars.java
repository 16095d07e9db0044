package io.jenkins.plugins.gitops.sandbox.api;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Which plain scalars are what, for the YAML library of the Kubernetes tools (go-yaml 2): {@code y}, {@code no} and
 * {@code on} are booleans, {@code 0400} and {@code 0o400} are octal, {@code 1_000} is a number; but {@code 1:30} and
 * dates are strings.
 */
final class GoScalars {

    private static final Pattern GO_BOOL =
            Pattern.compile("y|Y|yes|Yes|YES|true|True|TRUE|on|On|ON|n|N|no|No|NO|false|False|FALSE|off|Off|OFF");
    private static final Pattern GO_INT =
            Pattern.compile("[-+]?(0b[01_]+|0o[0-7_]+|0x[0-9a-fA-F_]+|0[0-7_]*|[1-9][0-9_]*)");
    private static final Pattern GO_FLOAT = Pattern.compile(
            "[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");
    private static final Set<String> FALSE = Set.of("n", "no", "false", "off");

    private GoScalars() {}

    static Resolver resolver() {
        return new Resolver() {
            @Override
            protected void addImplicitResolvers() {
                addImplicitResolver(Tag.BOOL, GO_BOOL, "yYnNtTfFoO");
                addImplicitResolver(Tag.INT, GO_INT, "-+0123456789");
                addImplicitResolver(Tag.FLOAT, GO_FLOAT, "-+0123456789.");
                addImplicitResolver(Tag.MERGE, MERGE, "<");
                addImplicitResolver(Tag.NULL, NULL, "~nN\0");
                addImplicitResolver(Tag.NULL, EMPTY, null);
            }
        };
    }

    static SafeConstructor constructor(LoaderOptions options) {
        return new Constructor(options);
    }

    private static final class Constructor extends SafeConstructor {
        Constructor(LoaderOptions options) {
            super(options);
            yamlConstructors.put(Tag.BOOL, scalar(text -> !FALSE.contains(text.toLowerCase(Locale.ROOT))));
            yamlConstructors.put(Tag.INT, scalar(GoScalars::integer));
            yamlConstructors.put(Tag.FLOAT, scalar(GoScalars::number));
        }

        private static AbstractConstruct scalar(Function<String, Object> read) {
            return new AbstractConstruct() {
                @Override
                public Object construct(Node node) {
                    return read.apply(((ScalarNode) node).getValue());
                }
            };
        }
    }

    private static Object integer(String text) {
        String digits = text.replace("_", "").replace("+", "");
        boolean negative = digits.startsWith("-");
        digits = negative ? digits.substring(1) : digits;
        BigInteger value;
        if (digits.startsWith("0x")) {
            value = new BigInteger(digits.substring(2), 16);
        } else if (digits.startsWith("0b")) {
            value = new BigInteger(digits.substring(2), 2);
        } else if (digits.startsWith("0o")) {
            value = new BigInteger(digits.substring(2), 8);
        } else if (digits.startsWith("0") && digits.length() > 1) {
            value = new BigInteger(digits, 8);
        } else {
            value = new BigInteger(digits);
        }
        return negative ? value.negate() : value;
    }

    private static Object number(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.endsWith("inf")) {
            return lower.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        if (lower.endsWith("nan")) {
            return Double.NaN;
        }
        double value = Double.parseDouble(text);
        // Whole numbers come out of the conversion to JSON as such.
        return value == Math.rint(value) && Math.abs(value) < 1e15 ? BigInteger.valueOf((long) value) : (Object) value;
    }
}
