package io.jenkins.plugins.gitops.git;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.git.Signature;
import io.jenkins.plugins.gitops.core.git.Signature.State;
import io.jenkins.plugins.gitops.core.git.SignedContent;
import io.jenkins.plugins.gitops.core.render.CommandRunner;
import io.jenkins.plugins.gitops.core.render.CommandRunner.Command;
import io.jenkins.plugins.gitops.core.render.CommandRunner.Result;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks a signature that was made with an OpenPGP key, by {@code gpgv}, which knows no keyring but the one it is given. */
final class OpenPgpSignature {
    private static final Pattern BLOCK = Pattern.compile(
            "-----BEGIN PGP PUBLIC KEY BLOCK-----\\R(?:[^\\r\\n]+: [^\\r\\n]*\\R)*\\s*([A-Za-z0-9+/=\\s]+?)"
                    + "(?:\\R=[A-Za-z0-9+/]{4})?\\s*-----END PGP PUBLIC KEY BLOCK-----");
    private static final String STATUS = "[GNUPG:] ";
    private static final int MOST_OUTPUT = 100_000;

    private final CommandRunner runner;
    private final Path directory;

    /** @param directory an empty one for files of its own */
    OpenPgpSignature(CommandRunner runner, Path directory) {
        this.runner = runner;
        this.directory = directory;
    }

    Signature verify(SignedContent signed, String publicKeys) throws IOException {
        Path keys = Files.write(directory.resolve("keys.gpg"), binary(publicKeys));
        Path signature = Files.writeString(directory.resolve("commit.asc"), signed.signature());
        Path content = Files.write(directory.resolve("commit"), signed.content());
        Result result = runner.run(new Command(
                List.of(
                        "gpgv",
                        "--homedir",
                        directory.toString(),
                        "--status-fd",
                        "1",
                        "--keyring",
                        keys.toString(),
                        signature.toString(),
                        content.toString()),
                directory,
                Duration.ofMinutes(1),
                MOST_OUTPUT));
        return signature(result, status(result.output()));
    }

    private static Signature signature(Result result, Map<String, String> status) {
        String key = first(status.getOrDefault("VALIDSIG", ""));
        if (result.exitCode() == 0 && status.containsKey("GOODSIG") && !key.isEmpty()) {
            return new Signature(State.GOOD, "openpgp", rest(status.get("GOODSIG")), key, "");
        }
        if (status.containsKey("BADSIG")) {
            return new Signature(
                    State.BAD,
                    "openpgp",
                    rest(status.get("BADSIG")),
                    first(status.get("BADSIG")),
                    "its content differs");
        }
        for (String state : List.of("EXPKEYSIG", "REVKEYSIG", "EXPSIG")) {
            if (status.containsKey(state)) {
                String reason = state.equals("REVKEYSIG") ? "the key was revoked" : "it has expired";
                return new Signature(State.UNTRUSTED, "openpgp", rest(status.get(state)), key, reason);
            }
        }
        if (status.containsKey("NO_PUBKEY")) {
            return new Signature(
                    State.UNTRUSTED, "openpgp", "", status.get("NO_PUBKEY"), "it is none of the trusted keys");
        }
        return new Signature(
                State.BAD, "openpgp", "", key, result.error().strip().replaceAll("\\s*\\R\\s*", "; "));
    }

    private static Map<String, String> status(String output) {
        Map<String, String> status = new HashMap<>();
        output.lines().filter(line -> line.startsWith(STATUS)).forEach(line -> {
            String[] words = line.substring(STATUS.length()).split(" ", 2);
            status.put(words[0], words.length == 2 ? words[1].strip() : "");
        });
        return status;
    }

    private static String first(String words) {
        return words.split(" ", 2)[0];
    }

    private static String rest(String words) {
        int space = words.indexOf(' ');
        return space < 0 ? "" : words.substring(space + 1);
    }

    /** {@code gpgv} takes no armored keys. */
    private static byte[] binary(String armored) throws IOException {
        ByteArrayOutputStream keys = new ByteArrayOutputStream();
        Matcher blocks = BLOCK.matcher(armored);
        while (blocks.find()) {
            try {
                keys.write(Base64.getMimeDecoder().decode(blocks.group(1)));
            } catch (IllegalArgumentException e) {
                throw new GitOpsException("a trusted OpenPGP public key is damaged; export it anew", e);
            }
        }
        if (keys.size() == 0) {
            throw new GitOpsException("a trusted OpenPGP public key is damaged; export it anew");
        }
        return keys.toByteArray();
    }
}
