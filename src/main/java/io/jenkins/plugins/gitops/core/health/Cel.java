package io.jenkins.plugins.gitops.core.health;

import dev.cel.checker.CelStandardDeclarations;
import dev.cel.checker.CelStandardDeclarations.StandardFunction.Overload.Arithmetic;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.extensions.CelStringExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import io.jenkins.plugins.gitops.core.GitOpsException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One compiled expression of CEL, Kubernetes' own expression language, with the functions that Flux offers, except those
 * that build long texts, which would let an expression fill the memory. It always ends: comprehensions share a
 * budget of {@value #ITERATIONS} steps, regular expressions take linear time (RE2), and an evaluation that is slow all
 * the same is given up after {@value #LONGEST_SECONDS} s and never begun again. The library is loaded with the first
 * expression.
 */
final class Cel {
    /** What an expression sees: the fields of an object, and the object itself as {@code self}. */
    static final Set<String> VARIABLES = Set.of("apiVersion", "kind", "metadata", "spec", "status", "data", "self");

    private static final int ITERATIONS = 20_000;
    private static final int LONGEST = 4_000;
    private static final int DEEPEST = 60;
    private static final int ADDITIONS = 8;
    private static final int LONGEST_SECONDS = 5;
    private static final String SLOW = "it takes longer than " + LONGEST_SECONDS + " s";
    private static final ExecutorService THREADS = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "health-expression");
        thread.setDaemon(true);
        return thread;
    });

    /** Initialised when the first expression is compiled: it takes a second. */
    private static final class Library {
        static final CelOptions OPTIONS = CelOptions.current()
                .comprehensionMaxIterations(ITERATIONS)
                .maxExpressionCodePointSize(LONGEST)
                .maxParseRecursionDepth(DEEPEST)
                .enableHeterogeneousNumericComparisons(true)
                .build();
        /** All but those that make long texts of short ones: a chain of them would fill the memory. */
        private static final Set<CelStringExtensions.Function> STRINGS = EnumSet.complementOf(EnumSet.of(
                CelStringExtensions.Function.JOIN,
                CelStringExtensions.Function.QUOTE,
                CelStringExtensions.Function.REPLACE));

        private static final Set<Object> JOINING = Set.of(Arithmetic.ADD_STRING, Arithmetic.ADD_BYTES);
        static final CelCompiler COMPILER = compiler();
        static final CelRuntime RUNTIME = CelRuntimeFactory.standardCelRuntimeBuilder()
                .setOptions(OPTIONS)
                .addLibraries(CelExtensions.optional(), CelExtensions.strings(STRINGS), CelExtensions.sets(OPTIONS))
                .build();

        private Library() {}

        private static CelCompiler compiler() {
            CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                    .setOptions(OPTIONS)
                    .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                    .setStandardEnvironmentEnabled(false)
                    .setStandardDeclarations(CelStandardDeclarations.newBuilder()
                            .filterFunctions((function, overload) -> !JOINING.contains(overload))
                            .build())
                    .addLibraries(
                            CelExtensions.optional(), CelExtensions.strings(STRINGS), CelExtensions.sets(OPTIONS));
            VARIABLES.forEach(name -> builder.addVar(name, SimpleType.DYN));
            return builder.build();
        }
    }

    private final CelRuntime.Program program;
    private volatile boolean slow;

    private Cel(CelRuntime.Program program) {
        this.program = program;
    }

    /**
     * @param place where the expression stands, for messages
     * @throws GitOpsException when it cannot be understood or is neither true nor false; the message names the place,
     *     and the line and column within the expression
     */
    static Cel compile(String expression, String place) {
        // Macros add lists, so that adding lists cannot be taken away; doubled too often, one would fill the memory.
        if (expression.chars().filter(sign -> sign == '+').count() > ADDITIONS) {
            throw new GitOpsException(place + ": has more than " + ADDITIONS + " additions");
        }
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
        if (slow) {
            throw new Undecided(SLOW, null);
        }
        Future<Object> running = THREADS.submit(() -> program.eval(values));
        try {
            if (running.get(LONGEST_SECONDS, TimeUnit.SECONDS) instanceof Boolean holds) {
                return holds;
            }
            throw new Undecided("it is neither true nor false", null);
        } catch (TimeoutException e) {
            slow = true;
            throw new Undecided(SLOW, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Undecided("it was stopped", e);
        } catch (ExecutionException e) {
            throw new Undecided(reason(e.getCause()), e);
        } finally {
            running.cancel(true);
        }
    }

    private static String reason(Throwable cause) {
        if (!(cause instanceof CelEvaluationException)) {
            return cause.toString();
        }
        String message = cause.getMessage().replaceFirst("^evaluation error at <input>:\\d+: ", "");
        return WaitWords.oneLine(message).replaceFirst("\\.$", "");
    }
}
