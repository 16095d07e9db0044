// The repository lies on this machine, which the Git plugin allows only when it is told to. Then each job runs once.
hudson.plugins.git.GitSCM.ALLOW_LOCAL_CHECKOUT = true
jenkins.model.Jenkins.get().allItems(hudson.model.Job).each { it.scheduleBuild2(0) }
