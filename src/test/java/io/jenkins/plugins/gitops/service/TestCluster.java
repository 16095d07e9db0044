package io.jenkins.plugins.gitops.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SecretBytes;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import io.jenkins.plugins.gitops.config.GitOpsConfiguration;
import io.jenkins.plugins.gitops.config.GitOpsEnvironment;
import io.jenkins.plugins.gitops.sandbox.Sandbox;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.plaincredentials.impl.FileCredentialsImpl;

/** A cluster that a Jenkins of the tests knows as the environment {@code prod}, namespace {@code shop}. */
public final class TestCluster {
    /** What must be nowhere in Jenkins' log and files. */
    public static final String TOKEN = "t0ken-of-the-cluster";

    private TestCluster() {}

    /** @return an API server whose workloads become healthy by themselves */
    public static Sandbox start() {
        Sandbox sandbox = Sandbox.builder().token(TOKEN).tls().workloads(true).start();
        sandbox.createNamespace("shop");
        return sandbox;
    }

    /** Makes it known to the Jenkins that runs. */
    public static GitOpsEnvironment configure(String kubeconfig) throws IOException {
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new FileCredentialsImpl(
                        CredentialsScope.GLOBAL,
                        "cluster",
                        "the test cluster",
                        "kubeconfig",
                        SecretBytes.fromBytes(kubeconfig.getBytes(UTF_8))));
        SystemCredentialsProvider.getInstance().save();
        GitOpsEnvironment environment = new GitOpsEnvironment("prod");
        environment.setCredentialsId("cluster");
        environment.setNamespace("shop");
        GitOpsConfiguration.get().setEnvironments(new ArrayList<>(List.of(environment)));
        return environment;
    }
}
