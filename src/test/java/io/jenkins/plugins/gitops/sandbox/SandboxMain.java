package io.jenkins.plugins.gitops.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The sandbox as a program: starts it, writes a kubeconfig that only its owner can read, and stays until it is killed or
 * its parent process is gone.
 */
public final class SandboxMain {

    private static final String USAGE = """
        Usage: java -cp ... io.jenkins.plugins.gitops.sandbox.SandboxMain --kubeconfig FILE [--port N] [--until-stdin-closes]

        Starts a stand-in for a Kubernetes API server on 127.0.0.1, with the namespaces default, kube-system and demo,
        and writes a kubeconfig for it. It runs no containers and keeps everything in memory.

          --kubeconfig FILE       where to write the kubeconfig (mode 0600)
          --port N                listen there; a free port unless given
          --until-stdin-closes    end when the standard input does
        """;

    private SandboxMain() {}

    public static void main(String[] args) throws Exception {
        Path kubeconfig = null;
        int port = 0;
        boolean untilStdinCloses = false;
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--kubeconfig" -> kubeconfig = Path.of(args[++i]);
                case "--port" -> port = Integer.parseInt(args[++i]);
                case "--until-stdin-closes" -> untilStdinCloses = true;
                default -> {
                    System.err.print(USAGE);
                    System.exit(args[i].equals("-h") || args[i].equals("--help") ? 0 : 2);
                }
            }
        }
        if (kubeconfig == null) {
            System.err.print(USAGE);
            System.exit(2);
        }
        try (Sandbox sandbox = Sandbox.builder().port(port).start()) {
            sandbox.createNamespace("demo");
            write(kubeconfig, sandbox.kubeconfig());
            System.out.println("This is a sandbox, not Kubernetes: it serves " + sandbox.url() + ", kubeconfig "
                    + kubeconfig + ", and forgets everything when it ends.");
            stay(untilStdinCloses);
        }
    }

    private static void stay(boolean untilStdinCloses) throws IOException, InterruptedException {
        if (untilStdinCloses) {
            while (System.in.read() >= 0) {
                // Whatever comes is of no interest, only its end.
            }
            return;
        }
        ProcessHandle parent = ProcessHandle.current().parent().orElse(null);
        CountDownLatch never = new CountDownLatch(1);
        while (!never.await(1, TimeUnit.SECONDS)) {
            if (parent != null && !parent.isAlive()) {
                return;
            }
        }
    }

    private static void write(Path file, String text) throws IOException {
        // Created with its mode, so that there is no moment in which others can read it.
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, text);
    }
}
