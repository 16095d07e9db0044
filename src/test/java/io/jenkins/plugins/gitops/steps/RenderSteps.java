package io.jenkins.plugins.gitops.steps;

import java.util.List;

/** Steps that say something with each of their options, as they are and as a Pipeline writes them. */
public final class RenderSteps {
    static final String FULL =
            "gitopsRender annotateCommit: true, annotations: ['a/b=c'], apiVersions: ['example.org/v1'], app: 'webapp', "
                    + "config: 'gitops/all.yaml', deterministic: 'require', environment: 'prod', "
                    + "imageFields: ['Widget.example.org:.spec.image'], images: ['mywebapp=registry.example/mywebapp:17'], "
                    + "kubeVersion: '1.33', labels: ['team=shop', 'tier=web'], namespace: 'web', out: 'all.yaml', "
                    + "patches: ['Deployment.apps/web:{spec: {replicas: 3}}'], path: 'sub', pinImages: true, "
                    + "registryCredentials: ['registry.example=reader'], rules: ['image-tag=error'], "
                    + "sarif: 'gitops.sarif', setNamespace: 'shop-pr-17', silence: ['host-path:DaemonSet.apps/logs'], "
                    + "source: helm('charts/webapp'), substitute: true, variables: ['REPLICAS=3']";
    static final String FULL_HELM = "helm(chart: 'webapp', digest: 'sha256:0', release: 'web', "
            + "repository: 'https://charts.example', set: ['replicas=5', 'a=b'], setFile: ['licence=licence.txt'], "
            + "setString: ['build=017'], values: \'\'\'image:\n  tag: v1\'\'\', valuesFiles: ['values-prod.yaml'], "
            + "version: '1.4.2')";

    private RenderSteps() {}

    static GitOpsRenderStep with(RenderSource source) {
        GitOpsRenderStep step = webapp();
        step.setSource(source);
        return step;
    }

    public static GitOpsRenderStep webapp() {
        GitOpsRenderStep step = new GitOpsRenderStep();
        step.setApp("webapp");
        return step;
    }

    public static GitOpsRenderStep full() {
        GitOpsRenderStep step = with(new HelmSource("charts/webapp"));
        step.setEnvironment("prod");
        step.setPath("sub");
        step.setConfig("gitops/all.yaml");
        step.setImages(List.of("mywebapp=registry.example/mywebapp:17"));
        step.setPatches(List.of("Deployment.apps/web:{spec: {replicas: 3}}"));
        step.setVariables(List.of("REPLICAS=3"));
        step.setSubstitute(true);
        step.setLabels(List.of("team=shop", "tier=web"));
        step.setAnnotations(List.of("a/b=c"));
        step.setAnnotateCommit(true);
        step.setSetNamespace("shop-pr-17");
        step.setImageFields(List.of("Widget.example.org:.spec.image"));
        step.setPinImages(true);
        step.setRegistryCredentials(List.of("registry.example=reader"));
        step.setDeterministic("require");
        step.setKubeVersion("1.33");
        step.setApiVersions(List.of("example.org/v1"));
        step.setRules(List.of("image-tag=error"));
        step.setSilence(List.of("host-path:DaemonSet.apps/logs"));
        step.setSarif("gitops.sarif");
        step.setNamespace("web");
        step.setOut("all.yaml");
        return step;
    }

    public static HelmSource fullHelm() {
        HelmSource helm = new HelmSource("webapp");
        helm.setRepository("https://charts.example");
        helm.setVersion("1.4.2");
        helm.setDigest("sha256:0");
        helm.setRelease("web");
        helm.setValuesFiles(List.of("values-prod.yaml"));
        helm.setValues("image:\n  tag: v1");
        helm.setSet(List.of("replicas=5", "a=b"));
        helm.setSetString(List.of("build=017"));
        helm.setSetFile(List.of("licence=licence.txt"));
        return helm;
    }

    static KustomizeSource fullKustomize() {
        KustomizeSource kustomize = new KustomizeSource("overlays/prod");
        kustomize.setAllowRemoteBases(true);
        return kustomize;
    }

    static ManifestsSource fullManifests() {
        ManifestsSource manifests = new ManifestsSource("deploy");
        manifests.setRecursive(false);
        manifests.setInclude(List.of("*.yml"));
        manifests.setExclude(List.of("tests/"));
        return manifests;
    }
}
