package io.jenkins.plugins.gitops.core.policy;

import io.jenkins.plugins.gitops.core.git.Commit;
import io.jenkins.plugins.gitops.core.git.Signature;
import java.util.Optional;

/** Whether what is deployed was signed by somebody who may. */
final class SignatureCheck {
    private SignatureCheck() {}

    /** @return what is wrong; empty when the commit is signed by a trusted key, and nothing was changed after it */
    static Optional<String> problem(Optional<Commit> commit) {
        if (commit.isEmpty()) {
            return Optional.of("the source is not in Git, so nobody has signed it");
        }
        Commit found = commit.get();
        Signature signature = found.signature().orElse(Signature.NONE);
        if (signature.state() != Signature.State.GOOD) {
            return Optional.of("commit " + found.shortId() + " " + signature.words());
        }
        return found.dirty().isEmpty()
                ? Optional.empty()
                : Optional.of("files were changed after the signed commit " + found.shortId() + ": "
                        + String.join(", ", found.dirty()));
    }
}
