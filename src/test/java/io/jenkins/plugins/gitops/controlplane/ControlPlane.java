package io.jenkins.plugins.gitops.controlplane;

import io.jenkins.plugins.gitops.cluster.PersonalKubeconfig;
import io.jenkins.plugins.gitops.cluster.Retry;
import io.jenkins.plugins.gitops.core.cluster.ClusterGateway;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real Kubernetes API server for a test class, registered with {@code @RegisterExtension static}. The shared one is
 * that of {@code GITOPS_TEST_KUBECONFIG}, else one that {@code bin/control-plane} starts for this JVM; a test that stops
 * or floods its server asks for one of its own. Without either, the tests are skipped and say why, and fail where
 * {@code CI=true}.
 */
public final class ControlPlane implements ExecutionCondition, BeforeAllCallback, AfterEachCallback, AfterAllCallback {
    private static final Path SCRIPT = Path.of("bin", "control-plane");
    private static Path sharedKubeconfig;

    private final String ownName;
    private final List<String> namespaces = new ArrayList<>();
    private Path kubeconfig;

    private ControlPlane(String ownName) {
        this.ownName = ownName;
    }

    /** @return the control plane that all tests of this JVM share; work in namespaces of your own */
    public static ControlPlane shared() {
        return new ControlPlane("");
    }

    /** @return one that only this test class uses */
    public static ControlPlane own() {
        return new ControlPlane("test-" + UUID.randomUUID().toString().substring(0, 8));
    }

    /** A condition, since an assumption that fails for a whole class is counted nowhere. */
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        boolean method = context.getTestMethod().isPresent();
        Optional<String> missing = method || "true".equals(System.getenv("CI")) ? Optional.empty() : missing();
        return missing.map(ConditionEvaluationResult::disabled).orElse(ConditionEvaluationResult.enabled(""));
    }

    /** @return why there is none */
    private Optional<String> missing() {
        String given = System.getenv("GITOPS_TEST_KUBECONFIG");
        if (ownName.isEmpty() && given != null && !given.isEmpty()) {
            return Optional.empty();
        }
        Programs.Result status = Programs.run(List.of(SCRIPT.toString(), "status"));
        return status.exitCode() == 0 && !status.output().contains("not installed")
                ? Optional.empty()
                : Optional.of("no control plane: run bin/control-plane install, or set GITOPS_TEST_KUBECONFIG\n"
                        + status.output() + status.error());
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        missing().ifPresent(why -> {
            throw new IllegalStateException(why);
        });
        if (!ownName.isEmpty()) {
            kubeconfig = start(ownName);
        } else {
            kubeconfig = shared(System.getenv("GITOPS_TEST_KUBECONFIG"));
        }
    }

    private static synchronized Path shared(String given) {
        if (sharedKubeconfig == null) {
            sharedKubeconfig = given != null && !given.isEmpty()
                    ? Path.of(given)
                    : start("test-" + ProcessHandle.current().pid());
        }
        return sharedKubeconfig;
    }

    private static Path start(String name) {
        Programs.Result started = Programs.run(List.of(
                SCRIPT.toString(),
                "start",
                "--name",
                name,
                "--parent",
                Long.toString(ProcessHandle.current().pid())));
        if (started.exitCode() != 0) {
            throw new IllegalStateException("bin/control-plane start failed:\n" + started.error());
        }
        return Path.of(started.output().strip());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        // Their objects go by themselves; waiting for that would cost each test seconds.
        namespaces.forEach(
                namespace -> kubectl("delete", "namespace", namespace, "--wait=false", "--ignore-not-found"));
        namespaces.clear();
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        if (!ownName.isEmpty()) {
            Programs.run(List.of(SCRIPT.toString(), "stop", "--name", ownName));
        }
    }

    /** @return the administrator's kubeconfig */
    public Path kubeconfig() {
        return kubeconfig;
    }

    /** @return a new namespace that is deleted after the test */
    public String namespace() {
        String name = "t-" + UUID.randomUUID().toString().substring(0, 8);
        kubectl("create", "namespace", name);
        namespaces.add(name);
        return name;
    }

    /** @return a gateway as administrator, to be closed by the caller */
    public ClusterGateway gateway() {
        return PersonalKubeconfig.load(kubeconfig, null).open(Retry.DEFAULT);
    }

    /** Runs kubectl as administrator. @return its standard output; it must succeed */
    public String kubectl(String... arguments) {
        Programs.Result result = tryKubectl(arguments);
        if (result.exitCode() != 0) {
            throw new AssertionError("kubectl " + String.join(" ", arguments) + " failed:\n" + result.error());
        }
        return result.output();
    }

    /** Runs kubectl as administrator, whatever it answers. */
    public Programs.Result tryKubectl(String... arguments) {
        List<String> command = new ArrayList<>(List.of("kubectl", "--kubeconfig", kubeconfig.toString()));
        command.addAll(List.of(arguments));
        return Programs.run(command);
    }
}
