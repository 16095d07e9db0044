package io.jenkins.plugins.gitops.cluster;

import io.fabric8.kubernetes.client.okhttp.OkHttpClientFactory;
import okhttp3.OkHttpClient;

/**
 * Makes HTTP clients that send what they are told to, once. Left to itself OkHttp sends any request again, a create too,
 * when a connection breaks that it had kept open; what may be sent twice only {@link Transport} knows. Nor does it follow
 * where an answer points to: no API server does that, and credentials are for the server that was named.
 */
final class SingleAttempts extends OkHttpClientFactory {
    @Override
    protected OkHttpClient.Builder newOkHttpClientBuilder() {
        // fabric8 switches the following on again at the end; without an address it has nothing to follow.
        return super.newOkHttpClientBuilder()
                .retryOnConnectionFailure(false)
                .addNetworkInterceptor(chain -> chain.proceed(chain.request())
                        .newBuilder()
                        .removeHeader("Location")
                        .build());
    }
}
