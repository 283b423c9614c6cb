package io.memberport.sink.s3.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * Makes requests on threads of its own, so that a caller who is interrupted need not wait for a store that is silent: a socket
 * does not notice interrupts. Answers are {@linkplain BoundedAnswer bounded}. Safe for use by several threads.
 */
public final class InterruptibleHttp implements SdkHttpClient {

    private final SdkHttpClient client;
    private final Duration longestPause;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "memberport-s3-http");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * @param client closed with this
     * @param longestPause that an answer may ask for
     */
    public InterruptibleHttp(SdkHttpClient client, Duration longestPause) {
        this.client = client;
        this.longestPause = longestPause;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        ExecutableHttpRequest prepared = client.prepareRequest(request);
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                return BoundedAnswer.of(request.httpRequest(), await(threads.submit(prepared), prepared), longestPause);
            }

            @Override
            public void abort() {
                prepared.abort();
            }
        };
    }

    private static HttpExecuteResponse await(Future<HttpExecuteResponse> answer, ExecutableHttpRequest request)
            throws IOException {
        try {
            return answer.get();
        } catch (InterruptedException interrupted) {
            request.abort();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for the store");
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause();
            if (cause instanceof IOException broken) {
                throw broken;
            }
            if (cause instanceof RuntimeException unexpected) {
                throw unexpected;
            }
            throw new IOException(cause);
        }
    }

    @Override
    public String clientName() {
        return client.clientName();
    }

    @Override
    public void close() {
        threads.shutdownNow();
        client.close();
    }
}
