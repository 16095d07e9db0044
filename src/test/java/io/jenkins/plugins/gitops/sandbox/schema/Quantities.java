package io.jenkins.plugins.gitops.sandbox.schema;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes quantities as the API server stores them: {@code 1000m} becomes {@code 1}, {@code 0.5Gi} {@code 512Mi}. */
final class Quantities {

    private static final Pattern FORM =
            Pattern.compile("([+-]?(?:\\d+\\.?\\d*|\\.\\d+))(n|u|m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei|[eE][+-]?\\d+)?");
    private static final List<String> BINARY = List.of("", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei");
    private static final List<String> DECIMAL = List.of("n", "u", "m", "", "k", "M", "G", "T", "P", "E");
    private static final BigDecimal K = BigDecimal.valueOf(1024);

    private Quantities() {}

    /** @throws IllegalArgumentException in the server's words when the text is no quantity */
    static String canonical(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "quantities must match the regular expression" + " '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'");
        }
        BigDecimal number = new BigDecimal(matcher.group(1));
        String suffix = matcher.group(2) == null ? "" : matcher.group(2);
        if (suffix.matches("[eE][+-]?\\d+")) {
            return exponent(number.scaleByPowerOfTen(Integer.parseInt(suffix.substring(1))));
        }
        int binary = BINARY.indexOf(suffix);
        if (binary > 0) {
            BigDecimal value = number.multiply(K.pow(binary));
            boolean whole = value.stripTrailingZeros().scale() <= 0;
            return value.abs().compareTo(K) < 0 || !whole ? decimal(value) : binary(value);
        }
        return decimal(number.scaleByPowerOfTen((DECIMAL.indexOf(suffix) - 3) * 3));
    }

    private static String decimal(BigDecimal value) {
        // Nothing is smaller than a nano; the server rounds up.
        BigInteger nanos = value.scaleByPowerOfTen(9)
                .setScale(0, value.signum() < 0 ? RoundingMode.FLOOR : RoundingMode.CEILING)
                .toBigInteger();
        return shift(nanos, BigInteger.valueOf(1000), DECIMAL);
    }

    private static String binary(BigDecimal value) {
        return shift(value.toBigInteger(), BigInteger.valueOf(1024), BINARY);
    }

    private static String shift(BigInteger value, BigInteger step, List<String> suffixes) {
        if (value.signum() == 0) {
            return "0";
        }
        BigInteger rest = value;
        int suffix = 0;
        while (suffix < suffixes.size() - 1 && rest.mod(step).signum() == 0) {
            rest = rest.divide(step);
            suffix++;
        }
        return rest + suffixes.get(suffix);
    }

    private static String exponent(BigDecimal value) {
        if (value.signum() == 0) {
            return "0";
        }
        BigDecimal plain = value.stripTrailingZeros();
        int power = Math.floorDiv(-plain.scale(), 3) * 3;
        String digits = plain.scaleByPowerOfTen(-power).toPlainString();
        return power == 0 ? digits : digits + "e" + power;
    }
}
