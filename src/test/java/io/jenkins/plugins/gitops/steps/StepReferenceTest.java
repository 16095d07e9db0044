package io.jenkins.plugins.gitops.steps;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * The reference of all options is what the forms' help says. After a change of it: {@code bin/mvn -o test
 * -Dtest=StepReferenceTest -Dgitops.reference=write}.
 */
class StepReferenceTest {
    private static final Path PAGE = Path.of("docs/steps.md");
    private static final Path RESOURCES = Path.of("src/main/resources/io/jenkins/plugins/gitops/steps");
    private static final Pattern FIELD = Pattern.compile("field=\"(\\w+)\"");
    private static final String HEAD = """
            # The steps, option by option

            The same options in a Pipeline and in the form of a freestyle build step, where lists are written one a line, and
            variables such as `$BUILD_NUMBER` are filled in. This page is made from the help of the forms.
            """;

    @Test
    void shouldSayWhatTheHelpSays() throws Exception {
        StringBuilder page = new StringBuilder(HEAD);
        section(page, "gitopsRender", GitOpsRenderStep.class);
        results(page, GitOpsRenderResult.class);
        for (Map.Entry<String, Class<?>> source : sources().entrySet()) {
            section(page, "source: " + source.getKey() + "(…)", source.getValue());
        }
        section(page, "gitopsDeploy", GitOpsDeployStep.class);
        results(page, GitOpsDeployResult.class);
        section(page, "gitopsVerify", GitOpsVerifyStep.class);
        results(page, GitOpsVerifyResult.class);
        if ("write".equals(System.getProperty("gitops.reference"))) {
            Files.writeString(PAGE, page);
        }

        assertThat(Files.readString(PAGE)).isEqualTo(page.toString());
    }

    private static Map<String, Class<?>> sources() {
        Map<String, Class<?>> sources = new LinkedHashMap<>();
        sources.put("manifests", ManifestsSource.class);
        sources.put("kustomize", KustomizeSource.class);
        sources.put("helm", HelmSource.class);
        return sources;
    }

    private static void section(StringBuilder page, String title, Class<?> type) throws Exception {
        Path directory = RESOURCES.resolve(type.getSimpleName());
        page.append("\n## ").append(title).append("\n\n");
        if (Files.exists(directory.resolve("help.html"))) {
            page.append(markdown(directory.resolve("help.html"))).append("\n\n");
        }
        List<String> fields = FIELD.matcher(Files.readString(directory.resolve("config.jelly")))
                .results()
                .map(field -> field.group(1))
                .toList();
        assertThat(fields)
                .as("what can be said in a Pipeline can be said in the form of " + type)
                .containsExactlyInAnyOrderElementsOf(bound(type));
        page.append("| option | |\n|---|---|\n");
        for (String field : fields) {
            page.append("| `").append(field).append("` | ");
            page.append(markdown(directory.resolve("help-" + field + ".html"))).append(" |\n");
        }
    }

    /** @return what the constructor and the setters take */
    private static List<String> bound(Class<?> type) {
        Constructor<?> constructor = Arrays.stream(type.getConstructors())
                .filter(candidate -> candidate.isAnnotationPresent(DataBoundConstructor.class))
                .findFirst()
                .orElseThrow();
        List<String> names = new java.util.ArrayList<>(Arrays.stream(constructor.getParameters())
                .map(Parameter::getName)
                .toList());
        Arrays.stream(type.getMethods())
                .filter(method -> method.isAnnotationPresent(DataBoundSetter.class))
                .map(Method::getName)
                .map(name -> Character.toLowerCase(name.charAt(3)) + name.substring(4))
                .forEach(names::add);
        return names;
    }

    private static void results(StringBuilder page, Class<?> type) throws IOException {
        String source =
                Files.readString(Path.of("src/main/java").resolve(type.getName().replace('.', '/') + ".java"));
        page.append("\nIt returns:\n\n| property | |\n|---|---|\n");
        Pattern getter = Pattern.compile(
                "/\\*\\* @return ([^*]+?) \\*/\\s+@Whitelisted\\s+public \\S+ (?:get|is)?(\\w+)\\((\\w* ?\\w*)\\)");
        List<MatchResult> found = getter.matcher(source).results().toList();
        assertThat(found).hasSizeGreaterThan(3);
        for (MatchResult property : found) {
            String name = property.group(2);
            String shown = property.group(3).isEmpty()
                    ? Character.toLowerCase(name.charAt(0)) + name.substring(1)
                    : name + "('" + property.group(3).replaceAll("\\w+ ", "") + "')";
            page.append("| `").append(shown).append("` | ");
            page.append(property.group(1).replaceAll("\\{@code ([^}]*)}", "`$1`"))
                    .append(" |\n");
        }
    }

    private static String markdown(Path help) throws IOException {
        assertThat(help).exists();
        return Files.readString(help)
                .replaceAll("</?div>", "")
                .replaceAll("</?code>", "`")
                .replaceAll("</?(?:em|i)>", "*")
                .replaceAll("<a href=\"([^\"]*)\">(.*?)</a>", "[$2]($1)")
                .replaceAll("\\s+", " ")
                .replace("|", "\\|")
                .strip();
    }
}
