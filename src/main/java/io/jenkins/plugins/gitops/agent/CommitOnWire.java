package io.jenkins.plugins.gitops.agent;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.git.Commit;
import io.jenkins.plugins.gitops.core.git.Signature;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.record.RecordJson;
import java.util.regex.Pattern;

/** A commit on its way from the agent, as JSON. The agent is not trusted: what arrives is limited and checked. */
final class CommitOnWire {
    private static final int LARGEST = 1024 * 1024;
    private static final Pattern ID = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");

    private CommitOnWire() {}

    static String pack(Commit commit) {
        return Json.write(RecordJson.toJson(commit));
    }

    /** @throws GitOpsException when it is no commit */
    static Commit unpack(String json) {
        if (json.length() > LARGEST) {
            throw new GitOpsException("the agent names a commit in more than 1 MiB");
        }
        Commit commit = RecordJson.commit(Json.parse(json), "the commit that the agent names");
        if (!ID.matcher(commit.id()).matches()) {
            throw new GitOpsException("the agent names a commit whose id is none");
        }
        return new Commit(
                commit.id(),
                Rendered.line(commit.author()),
                Rendered.line(commit.committer()),
                commit.time(),
                Rendered.line(commit.subject()),
                Rendered.line(commit.branch()),
                Rendered.line(commit.remote()),
                Rendered.lines(commit.dirty()),
                commit.signature().map(CommitOnWire::limited));
    }

    private static Signature limited(Signature signature) {
        return new Signature(
                signature.state(),
                Rendered.line(signature.format()),
                Rendered.line(signature.signer()),
                Rendered.line(signature.key()),
                Rendered.line(signature.reason()));
    }
}
