package io.jenkins.plugins.gitops;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The arrows of the tree: they point inward only, from the Jenkins shell over the adapters to the core. */
class ArchitectureTest {
    private static final String ROOT = "io.jenkins.plugins.gitops";
    private static final String CORE = ROOT + ".core..";
    private static final String CLUSTER = ROOT + ".cluster..";
    private static final String GIT = ROOT + ".git..";
    private static final String[] SHELL = {
        ROOT + ".steps..",
        ROOT + ".builders..",
        ROOT + ".service..",
        ROOT + ".agent..",
        ROOT + ".tools..",
        ROOT + ".forms..",
        ROOT + ".actions..",
        ROOT + ".credentials..",
        ROOT + ".config.."
    };
    private static final String JQ = "net.thisptr..";
    private static final String CEL = "dev.cel..";
    private static final int LONGEST_CLASS = 400;

    /** The packages of the core, inner ones first: a package sees those of its own row and of the rows before it. */
    private static final List<List<String>> ROWS = List.of(
            List.of("manifest", "git", "cluster"),
            List.of("render", "health", "inventory", "fields", "policy", "access", "check"),
            List.of("release", "project"),
            List.of("plan"),
            List.of("record"),
            List.of("audit", "apply"),
            List.of("report", "flow"));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void shouldKeepTheCoreFreeOfJenkinsAndClients() {
        check(classes()
                .that()
                .resideInAPackage(CORE)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        CORE, "java..", "javax.crypto..", "com.fasterxml.jackson..", "org.yaml..", JQ, CEL)));
    }

    @Test
    void shouldKeepJqInTheRulesAboutFields() {
        check(noClasses()
                .that(resideInAPackage(ROOT + "..").and(not(resideInAPackage(ROOT + ".core.fields.."))))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(JQ));
    }

    @Test
    void shouldKeepCelInTheRulesAboutHealth() {
        check(noClasses()
                .that(resideInAPackage(ROOT + "..").and(not(resideInAPackage(ROOT + ".core.health.."))))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(CEL));
    }

    @Test
    void shouldParseYamlInOnePlace() {
        check(noClasses()
                .that(resideInAPackage(ROOT + "..").and(not(resideInAPackage(ROOT + ".core.manifest.."))))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.yaml.."));
    }

    @Test
    void shouldKeepFabric8InTheClusterAdapter() {
        check(classes()
                .that()
                .resideInAPackage(CLUSTER)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        CORE,
                        CLUSTER,
                        "java..",
                        "javax.net.ssl..",
                        "com.fasterxml.jackson..",
                        "io.fabric8..",
                        "okhttp3..")));
        check(noClasses()
                .that()
                .resideOutsideOfPackage(CLUSTER)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.fabric8.."));
    }

    @Test
    void shouldKeepJGitInTheGitAdapter() {
        check(classes()
                .that()
                .resideInAPackage(GIT)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(CORE, GIT, "java..", "org.eclipse.jgit..")));
        check(noClasses()
                .that(resideInAPackage(ROOT + "..").and(not(resideInAnyPackage(with(GIT, SHELL)))))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.eclipse.jgit.."));
    }

    @Test
    void shouldKeepJenkinsInTheShell() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages(SHELL)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("hudson..", "jenkins..", "org.jenkinsci..", "org.kohsuke.."));
    }

    /** What holes of other plugins came from: docs/security.md. */
    @Test
    void shouldNotUseWhatRunsOrReadsWhatOthersSay() {
        check(noClasses()
                .that()
                .resideInAPackage(ROOT + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "groovy..",
                        "org.codehaus.groovy..",
                        "org.jenkinsci.plugins.scriptsecurity.sandbox.groovy..",
                        "javax.script..",
                        "javax.xml..",
                        "org.xml..",
                        "org.w3c..",
                        "javax.servlet.."));
        check(noClasses()
                .that()
                .resideInAPackage(ROOT + "..")
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "let an agent call the controller",
                        type -> type.getSimpleName().startsWith("SlaveToMaster"))));
        check(noClasses()
                .that(resideInAPackage(ROOT + "..").and(not(resideInAPackage(ROOT + ".cli.."))))
                .should()
                .callMethod(System.class, "exit", int.class));
        check(noClasses()
                .that()
                .resideInAnyPackage(SHELL)
                .should()
                .callMethod(System.class, "getenv", String.class)
                .orShould()
                .callMethod(System.class, "getenv"));
    }

    @TestFactory
    Stream<DynamicTest> shouldPointInwardInsideTheCore() {
        return ROWS.stream()
                .flatMap(List::stream)
                .map(name -> DynamicTest.dynamicTest(
                        name,
                        () -> check(noClasses()
                                .that()
                                .resideInAPackage(ROOT + ".core." + name + "..")
                                .should()
                                .dependOnClassesThat(coreOutside(name)))));
    }

    @Test
    void shouldGiveEveryPackageOfTheCoreARow() {
        check(classes()
                .that()
                .resideInAPackage(CORE)
                .should()
                .resideInAnyPackage(Stream.concat(
                                Stream.of(ROOT + ".core"),
                                ROWS.stream().flatMap(List::stream).map(name -> ROOT + ".core." + name + ".."))
                        .toArray(String[]::new)));
    }

    @Test
    void shouldHaveNoCycleInsideTheCore() {
        check(slices().matching(ROOT + ".core.(*)..").should().beFreeOfCycles());
    }

    /** Generated classes are left alone: what counts is what people read. */
    @Test
    void shouldKeepClassesShort() throws IOException {
        TreeMap<String, Long> tooLong = new TreeMap<>();
        int read = 0;
        for (Path source : sources()) {
            read++;
            try (Stream<String> lines = Files.lines(source)) {
                long count = lines.count();
                if (count > LONGEST_CLASS) {
                    tooLong.put(source.toString(), count);
                }
            }
        }
        assertThat(read).as("source files that were found").isGreaterThan(20);
        assertThat(tooLong)
                .as("source files of more than %d lines", LONGEST_CLASS)
                .isEmpty();
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> main = Files.walk(Path.of("src/main/java"));
                Stream<Path> commandLine = Files.walk(Path.of("standalone/src/main/java"))) {
            return Stream.concat(main, commandLine)
                    .filter(file -> file.toString().endsWith(".java"))
                    .toList();
        }
    }

    /** Packages without classes may be named in a rule: the two builds hold different parts of the tree. */
    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(CLASSES);
    }

    private static DescribedPredicate<JavaClass> coreOutside(String name) {
        String[] seen = Stream.concat(
                        Stream.of(ROOT + ".core"),
                        ROWS.stream()
                                .limit(row(name) + 1L)
                                .flatMap(List::stream)
                                .map(inner -> ROOT + ".core." + inner + ".."))
                .toArray(String[]::new);
        return resideInAPackage(CORE)
                .and(not(resideInAnyPackage(seen)))
                .as("are in the core, but not in a package that '%s' may see", name);
    }

    private static int row(String name) {
        for (int i = 0; i < ROWS.size(); i++) {
            if (ROWS.get(i).contains(name)) {
                return i;
            }
        }
        throw new IllegalArgumentException(name);
    }

    private static String[] with(String first, String... rest) {
        return Stream.concat(Stream.of(first), Stream.of(rest)).toArray(String[]::new);
    }
}
