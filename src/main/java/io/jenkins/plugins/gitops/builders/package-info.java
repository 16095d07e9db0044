/**
 * The build steps of freestyle jobs: each holds the Pipeline step of the same name, with its options, form and help, and
 * calls the same service.
 */
package io.jenkins.plugins.gitops.builders;
