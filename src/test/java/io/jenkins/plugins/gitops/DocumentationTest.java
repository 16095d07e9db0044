package io.jenkins.plugins.gitops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the pages point at is there. */
class DocumentationTest {
    private static final Pattern TEST_CLASS = Pattern.compile("\\b[A-Z]\\w+Test\\b");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(?:#[^)]*)?\\)");

    @Test
    void shouldNameTestsThatExist() throws IOException {
        Set<String> named = TEST_CLASS
                .matcher(Files.readString(Path.of("docs/safety.md")) + Files.readString(Path.of("docs/security.md")))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));

        Set<String> there = Stream.concat(
                        files(Path.of("src/test/java"), ".java"), files(Path.of("standalone/src/test/java"), ".java"))
                .map(file -> file.getFileName().toString().replace(".java", ""))
                .collect(Collectors.toSet());

        assertThat(named).hasSizeGreaterThan(10);
        assertThat(there).containsAll(named);
    }

    @Test
    void shouldLinkToPagesThatExist() throws IOException {
        List<Path> pages = Stream.concat(files(Path.of("docs"), ".md"), Stream.of(Path.of("README.md")))
                .toList();
        Set<String> broken = new TreeSet<>();
        for (Path page : pages) {
            LINK.matcher(Files.readString(page))
                    .results()
                    .map(link -> link.group(1))
                    .filter(link -> !Files.exists(page.resolveSibling(link)))
                    .forEach(link -> broken.add(page + " → " + link));
        }

        assertThat(pages).hasSizeGreaterThan(3);
        assertThat(broken).isEmpty();
    }

    private static Stream<Path> files(Path directory, String suffix) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(suffix)).toList().stream();
        }
    }
}
