package io.jenkins.plugins.gitops.core.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/**
 * Numbers as Kubernetes holds them in untyped objects: whole numbers of 64 bits exactly, everything else as a double,
 * written with the fewest digits that give the same double again.
 */
final class GoNumber {
    private static final int MOST_DIGITS = 17;
    /** From here on Go's JSON encoder writes an exponent. */
    private static final double EXPONENT_FROM = 1e21;

    /** Beside a power of two the nearest number of few digits may be another double's, and the next one this one's. */
    private static final List<RoundingMode> NEAREST_FIRST =
            List.of(RoundingMode.HALF_EVEN, RoundingMode.DOWN, RoundingMode.UP);

    private GoNumber() {}

    /** @return the node that Jackson makes of the same number; beyond 64 bits it is rounded to a double */
    static JsonNode of(BigInteger value) {
        if (value.bitLength() < Integer.SIZE) {
            return IntNode.valueOf(value.intValue());
        }
        if (value.bitLength() < Long.SIZE) {
            return LongNode.valueOf(value.longValue());
        }
        return of(value.doubleValue());
    }

    /** @return the node that Jackson makes of what Go's JSON encoder writes; whole numbers have no fraction */
    static JsonNode of(double value) {
        BigDecimal shortest = shortest(value);
        if (Math.abs(value) < EXPONENT_FROM && shortest.scale() <= 0) {
            BigInteger whole = shortest.toBigIntegerExact();
            return whole.bitLength() < Long.SIZE ? of(whole) : BigIntegerNode.valueOf(whole);
        }
        return DecimalNode.valueOf(shortest);
    }

    private static BigDecimal shortest(double value) {
        BigDecimal exact = new BigDecimal(value);
        for (int digits = 1; digits < MOST_DIGITS; digits++) {
            for (RoundingMode mode : NEAREST_FIRST) {
                BigDecimal rounded = exact.round(new MathContext(digits, mode));
                if (rounded.doubleValue() == value) {
                    return rounded.stripTrailingZeros();
                }
            }
        }
        return exact.round(new MathContext(MOST_DIGITS, RoundingMode.HALF_EVEN)).stripTrailingZeros();
    }
}
