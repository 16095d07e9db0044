package io.jenkins.plugins.gitops.core.report;

/**
 * Where those parts of a page are that are loaded when somebody wants to see them, each at an address of its own.
 *
 * @param address what the names of parts are appended to; empty when the page holds everything
 */
record Parts(String address) {
    /** The page holds everything. */
    static final Parts NONE = new Parts("");

    boolean exist() {
        return !address.isEmpty();
    }

    /** @return where an object is to be found whatever the page shows of it */
    String of(ObjectView object) {
        return exist() ? address + object.anchor() : "#" + object.anchor();
    }

    /** Writes a link to a part, in whose place the script puts the part itself. */
    void link(MarkupWriter html, String name, String words) {
        html.open("p", "class", "gitops-load")
                .element("a", words, "href", address + name)
                .closeLine();
    }
}
