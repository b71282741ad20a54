using System.Globalization;

namespace GatewayBench.Proxies;

/// <summary>
/// What the other proxies are told. The plain door forwards and nothing else; the https door has what ours has: TLS 1.2 and 1.3, the
/// headers, a limit by address that is never reached, a count of requests. Neither writes a line for a request, and both keep connections.
/// </summary>
internal static class ServerConfigurations
{
    internal static string Nginx(string folder, Uri upstream, CertificateFiles certificate, int plain, int secure) => string.Create(CultureInfo.InvariantCulture, $$"""
        daemon off;
        worker_processes {{Environment.ProcessorCount}};
        pid {{folder}}/nginx.pid;
        error_log stderr notice;
        events { worker_connections 4096; }
        http {
            access_log off;
            server_tokens off;
            keepalive_requests 100000000;
            client_body_temp_path {{folder}}/nginx-body;
            proxy_temp_path {{folder}}/nginx-proxy;
            fastcgi_temp_path {{folder}}/nginx-fastcgi;
            uwsgi_temp_path {{folder}}/nginx-uwsgi;
            scgi_temp_path {{folder}}/nginx-scgi;
            limit_req_zone $binary_remote_addr zone=clients:10m rate=100000r/s;
            limit_conn_zone $binary_remote_addr zone=connections:10m;
            upstream api {
                server {{upstream.Authority}};
                keepalive 128;
                keepalive_requests 100000000;
            }
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            proxy_set_header Host $host;
            proxy_set_header X-Forwarded-For $remote_addr;
            proxy_set_header X-Forwarded-Proto $scheme;
            proxy_set_header X-Forwarded-Host $host;
            server {
                listen 127.0.0.1:{{plain}};
                location / { proxy_pass http://api; }
            }
            server {
                listen 127.0.0.1:{{secure}} ssl;
                ssl_certificate {{certificate.Certificate}};
                ssl_certificate_key {{certificate.Key}};
                ssl_protocols TLSv1.2 TLSv1.3;
                client_max_body_size 10m;
                add_header Strict-Transport-Security "max-age=31536000" always;
                add_header Content-Security-Policy "default-src 'self'; frame-ancestors 'none'" always;
                add_header X-Content-Type-Options nosniff always;
                add_header X-Frame-Options DENY always;
                add_header Referrer-Policy strict-origin-when-cross-origin always;
                add_header Permissions-Policy "camera=(), geolocation=(), microphone=()" always;
                limit_req zone=clients burst=50000 nodelay;
                limit_conn connections 5000;
                location = /status { stub_status; }
                location / { proxy_pass http://api; }
            }
        }
        """);

    /// <summary>Without a limit by address, which Debian's caddy has no module for.</summary>
    internal static string Caddy(Uri upstream, CertificateFiles certificate, int plain, int secure) => string.Create(CultureInfo.InvariantCulture, $$"""
        {
            admin off
            auto_https off
            servers {
                metrics
            }
        }
        http://127.0.0.1:{{plain}} {
            reverse_proxy {{upstream.Authority}}
        }
        https://127.0.0.1:{{secure}} {
            tls {{certificate.Certificate}} {{certificate.Key}}
            request_body {
                max_size 10MB
            }
            header {
                Strict-Transport-Security "max-age=31536000"
                Content-Security-Policy "default-src 'self'; frame-ancestors 'none'"
                X-Content-Type-Options nosniff
                X-Frame-Options DENY
                Referrer-Policy strict-origin-when-cross-origin
                Permissions-Policy "camera=(), geolocation=(), microphone=()"
                -Server
            }
            reverse_proxy {{upstream.Authority}}
        }
        """);
}
