package io.jenkins.plugins.gitops.bench;

/** One way to plan and deploy. Each works in a namespace of its own, and fails when it does not do what it should. */
interface Contender {
    /** @return what the table calls it */
    String name();

    /** @return a part of the names of its namespaces; contenders with the same one look at the same objects */
    String id();

    /** Finds out what deploying would change. */
    Took plan(String namespace, Workload workload);

    /** Deploys. */
    Took deploy(String namespace, Workload workload);
}
