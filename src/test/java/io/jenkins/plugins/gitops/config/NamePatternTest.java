package io.jenkins.plugins.gitops.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamePatternTest {
    @ParameterizedTest
    @CsvSource({
        "shop/deploy, shop/deploy, true",
        "shop/deploy, shop/deploy2, false",
        "shop/deploy, Shop/deploy, false",
        "shop/*, shop/deploy, true",
        "shop/*, shop/web/deploy, false",
        "shop/**, shop/web/deploy, true",
        "**/deploy, deploy, true",
        "**/deploy, shop/web/deploy, true",
        "*, main, true",
        "*, release/1, false",
        "**, release/1, true",
        "release-?.*, release-1.20, true",
        "release/[1], release/1, false"
    })
    void shouldMatchAsAntDoes(String pattern, String name, boolean matches) {
        assertThat(NamePattern.matchesAny(List.of("nothing", pattern), name)).isEqualTo(matches);
    }

    @Test
    void shouldMatchNothingWithoutPatterns() {
        assertThat(NamePattern.matchesAny(List.of(), "main")).isFalse();
    }
}
