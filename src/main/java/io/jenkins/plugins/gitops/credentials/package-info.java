/** How the controller logs in at a cluster, or a build at a registry, with credentials of Jenkins, and keeps them out of logs. */
package io.jenkins.plugins.gitops.credentials;
