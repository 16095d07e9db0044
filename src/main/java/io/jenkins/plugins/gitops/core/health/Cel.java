package io.jenkins.plugins.gitops.core.health;

import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import io.jenkins.plugins.gitops.core.GitOpsException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One compiled expression of CEL, Kubernetes' own expression language, with the functions that Flux offers. It always
 * ends: comprehensions share a budget of {@value #ITERATIONS} steps, regular expressions take linear time (RE2), and
 * there is no other loop. The library is loaded with the first expression.
 */
final class Cel {
    /** What an expression sees: the fields of an object, and the object itself as {@code self}. */
    static final Set<String> VARIABLES = Set.of("apiVersion", "kind", "metadata", "spec", "status", "data", "self");

    private static final int ITERATIONS = 20_000;
    private static final int LONGEST = 4_000;
    private static final int DEEPEST = 60;

    /** Initialised when the first expression is compiled: it takes a second. */
    private static final class Library {
        static final CelOptions OPTIONS = CelOptions.current()
                .comprehensionMaxIterations(ITERATIONS)
                .maxExpressionCodePointSize(LONGEST)
                .maxParseRecursionDepth(DEEPEST)
                .enableHeterogeneousNumericComparisons(true)
                .build();
        static final CelCompiler COMPILER = compiler();
        static final CelRuntime RUNTIME = CelRuntimeFactory.standardCelRuntimeBuilder()
                .setOptions(OPTIONS)
                .addLibraries(
                        CelExtensions.optional(),
                        CelExtensions.strings(),
                        CelExtensions.sets(OPTIONS),
                        CelExtensions.encoders(OPTIONS))
                .build();

        private Library() {}

        private static CelCompiler compiler() {
            CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                    .setOptions(OPTIONS)
                    .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                    .addLibraries(
                            CelExtensions.optional(),
                            CelExtensions.strings(),
                            CelExtensions.sets(OPTIONS),
                            CelExtensions.encoders(OPTIONS));
            VARIABLES.forEach(name -> builder.addVar(name, SimpleType.DYN));
            return builder.build();
        }
    }

    private final CelRuntime.Program program;

    private Cel(CelRuntime.Program program) {
        this.program = program;
    }

    /**
     * @param place where the expression stands, for messages
     * @throws GitOpsException when it cannot be understood or is neither true nor false; the message names the place,
     *     and the line and column within the expression
     */
    static Cel compile(String expression, String place) {
        CelValidationResult checked = Library.COMPILER.compile(expression);
        if (checked.hasError()) {
            List<CelIssue> issues = checked.getErrors();
            CelIssue issue = issues.get(0);
            throw new GitOpsException(place + ", line "
                    + issue.getSourceLocation().getLine() + ", column "
                    + (issue.getSourceLocation().getColumn() + 1) + ": " + WaitWords.oneLine(issue.getMessage()));
        }
        try {
            if (!Set.of(SimpleType.BOOL, SimpleType.DYN)
                    .contains(checked.getAst().getResultType())) {
                throw new GitOpsException(place + ": must be true or false, and is a "
                        + checked.getAst().getResultType().name());
            }
            return new Cel(Library.RUNTIME.createProgram(checked.getAst()));
        } catch (CelValidationException | CelEvaluationException e) {
            throw new GitOpsException(place + ": " + e.getMessage(), e);
        }
    }

    /** It cannot be said of an object whether an expression holds. */
    static final class Undecided extends Exception {
        private static final long serialVersionUID = 1L;

        Undecided(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * @param values a value for each of {@link #VARIABLES}
     * @return whether the expression holds
     * @throws Undecided when it cannot be evaluated, mostly since a field is missing, or takes too many steps
     */
    boolean holds(Map<String, Object> values) throws Undecided {
        Object result;
        try {
            result = program.eval(values);
        } catch (CelEvaluationException e) {
            throw new Undecided(reason(e), e);
        }
        if (result instanceof Boolean holds) {
            return holds;
        }
        throw new Undecided("it is neither true nor false", null);
    }

    private static String reason(CelEvaluationException e) {
        String message = e.getMessage().replaceFirst("^evaluation error at <input>:\\d+: ", "");
        return WaitWords.oneLine(message).replaceFirst("\\.$", "");
    }
}
