package io.jenkins.plugins.gitops.core.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Follows the lines of a log's files from the first to the last and says where they do not fit. */
final class AuditChain {
    private final List<String> problems;
    private final List<String> notes;
    private final List<AuditLine> entries = new ArrayList<>();
    private final Set<String> hashes = new HashSet<>();
    private String torn = "";

    AuditChain(List<String> problems, List<String> notes) {
        this.problems = problems;
        this.notes = notes;
    }

    List<AuditLine> entries() {
        return entries;
    }

    Set<String> hashes() {
        return hashes;
    }

    /** Goes on with a file. */
    void file(Path file) throws IOException {
        if (!torn.isEmpty()) {
            problems.add(torn + ", although lines were written after it");
            torn = "";
        }
        byte[] content = Files.readAllBytes(file);
        int number = 0;
        int from = 0;
        for (int i = 0; i < content.length; i++) {
            if (content[i] == '\n') {
                number++;
                line(file.getFileName() + " line " + number, Arrays.copyOfRange(content, from, i));
                from = i + 1;
            }
        }
        if (from < content.length) {
            torn = file.getFileName() + " ends in half a line";
        }
    }

    private void line(String place, byte[] bytes) {
        AuditLine line;
        try {
            line = AuditLine.read(bytes);
        } catch (IllegalArgumentException e) {
            problems.add(place + " is no entry: " + e.getMessage());
            return;
        }
        if (entries.isEmpty() && line.link().number() > 1) {
            notes.add("the log begins with entry " + line.link().number() + "; what came before is not looked at");
        } else {
            AuditLink before = entries.isEmpty()
                    ? AuditLink.START
                    : entries.get(entries.size() - 1).link();
            if (line.link().number() != before.number() + 1) {
                problems.add(place + " is entry " + line.link().number() + " after entry " + before.number()
                        + ": entries were removed, moved or doubled");
            } else if (!line.previous().equals(before.hash())) {
                problems.add(place + ": entry " + before.number()
                        + " is not the one after which this one was written: it was changed");
            }
        }
        entries.add(line);
        hashes.add(line.link().hash());
    }

    void startsAt(long number) {
        if (!entries.isEmpty() && entries.get(0).link().number() != number) {
            problems.add("the first entries are missing: the log begins with entry "
                    + entries.get(0).link().number() + ". Were they archived, give all files in their order");
        }
    }

    void endsAt(AuditLink head) {
        AuditLink last = entries.isEmpty()
                ? AuditLink.START
                : entries.get(entries.size() - 1).link();
        if (entries.size() > 0 && entries.get(entries.size() - 1).follows(head)) {
            notes.add("entry " + last.number() + " was written, but the program died before it was named the last");
        } else if (last.number() < head.number()) {
            problems.add("the log ends with entry " + last.number() + ", and the last that was written is entry "
                    + head.number() + ": the end was cut off");
        } else if (!last.equals(head)) {
            problems.add("the last entry is " + last.number() + ", and not the one that was written last (entry "
                    + head.number() + "): it was changed, or entries were added by something else");
        }
        if (!torn.isEmpty()) {
            if (last.number() < head.number()) {
                problems.add(torn + ", which was whole once");
            } else {
                notes.add(torn + ": the program died while it wrote; the next entry removes it and says so");
            }
        }
    }
}
