using OpenTelemetry.Metrics;

namespace OpenTelemetry.Exporter.Prometheus.AspNetCore.Tests;

public sealed class NameTests
{
    [Theory]
    [InlineData("kestrel.active_connections", "{connection}", "gauge", "kestrel_active_connections")]
    [InlineData("kestrel.rejected_connections", "{connection}", "counter", "kestrel_rejected_connections_total")]
    [InlineData("kestrel.tls_handshake.duration", "s", "histogram", "kestrel_tls_handshake_duration_seconds")]
    [InlineData("http.server.request.duration", "s", "histogram", "http_server_request_duration_seconds")]
    [InlineData("aspnetcore.rate_limiting.requests", "{request}", "counter", "aspnetcore_rate_limiting_requests_total")]
    [InlineData("aspnetcore.memory_pool.pooled", "By", "gauge", "aspnetcore_memory_pool_pooled_bytes")]
    [InlineData("aspnetcore.memory_pool.allocated", "By", "counter", "aspnetcore_memory_pool_allocated_bytes_total")]
    [InlineData("dotnet.process.cpu.time", "s", "counter", "dotnet_process_cpu_time_seconds_total")]
    [InlineData("dotnet.process.cpu.count", "{cpu}", "gauge", "dotnet_process_cpu_count")]
    [InlineData("dotnet.gc.heap.total_allocated", "By", "counter", "dotnet_gc_heap_total_allocated_bytes_total")]
    [InlineData("dotnet.gc.last_collection.heap.size", "By", "gauge", "dotnet_gc_last_collection_heap_size_bytes")]
    [InlineData("dotnet.jit.compiled_il.size", "By", "counter", "dotnet_jit_compiled_il_size_bytes_total")]
    [InlineData("dotnet.thread_pool.queue.length", "{work_item}", "counter", "dotnet_thread_pool_queue_length_total")]
    [InlineData("db.client.connection.npgsql.create_time", "s", "histogram", "db_client_connection_npgsql_create_time_seconds")]
    [InlineData("db.client.operation.npgsql.prepared_ratio", "1", "gauge", "db_client_operation_npgsql_prepared_ratio")]
    [InlineData("already_total", null, "counter", "already_total")]
    [InlineData("time.seconds", "s", "gauge", "time_seconds")]
    [InlineData("speed", "m/s", "gauge", "speed_meters_per_second")]
    [InlineData("rate", "{packet}/s", "gauge", "rate_per_second")]
    [InlineData("odd", "# RU", "gauge", "odd_RU")]
    [InlineData("slash", "x/", "gauge", "slash_x")]
    [InlineData("open", "{a", "gauge", "open_a")]
    [InlineData("two", "{a}{b}ms", "gauge", "two_milliseconds")]
    [InlineData("a.-_/b", null, "gauge", "a_b")]
    public async Task Metric_WithUnit_HasTheRealExportersName(string name, string? unit, string type, string expected)
    {
        await using var scraper = await Scraper.StartAsync();
        switch (type)
        {
            case "counter":
                scraper.Meter.CreateCounter<long>(name, unit).Add(1);
                break;
            case "gauge":
                scraper.Meter.CreateUpDownCounter<long>(name, unit).Add(1);
                break;
            default:
                scraper.Meter.CreateHistogram<double>(name, unit).Record(1);
                break;
        }

        Assert.Equal($"# TYPE {expected} {type}", (await scraper.LinesAsync())[0]);
    }

    [Theory]
    [InlineData("d", "days")]
    [InlineData("h", "hours")]
    [InlineData("min", "minutes")]
    [InlineData("us", "microseconds")]
    [InlineData("ns", "nanoseconds")]
    [InlineData("KiBy", "kibibytes")]
    [InlineData("MiBy", "mebibytes")]
    [InlineData("GiBy", "gibibytes")]
    [InlineData("TiBy", "tibibytes")]
    [InlineData("KB", "kilobytes")]
    [InlineData("MB", "megabytes")]
    [InlineData("GB", "gigabytes")]
    [InlineData("TB", "terabytes")]
    [InlineData("V", "volts")]
    [InlineData("A", "amperes")]
    [InlineData("J", "joules")]
    [InlineData("W", "watts")]
    [InlineData("g", "grams")]
    [InlineData("Cel", "celsius")]
    [InlineData("Hz", "hertz")]
    [InlineData("%", "percent")]
    [InlineData("$", "dollars")]
    [InlineData("By/m", "bytes_per_minute")]
    [InlineData("By/h", "bytes_per_hour")]
    [InlineData("By/d", "bytes_per_day")]
    [InlineData("By/w", "bytes_per_week")]
    [InlineData("By/mo", "bytes_per_month")]
    [InlineData("By/y", "bytes_per_year")]
    [InlineData("By/disk", "bytes_per_disk")]
    public async Task Unit_InUcum_BecomesWords(string unit, string words)
    {
        await using var scraper = await Scraper.StartAsync();
        scraper.Meter.CreateUpDownCounter<long>("v", unit).Add(1);

        Assert.Equal($"# TYPE v_{words} gauge", (await scraper.LinesAsync())[0]);
    }

    [Theory]
    [InlineData("http.route", "http_route")]
    [InlineData("a--b", "a_b")]
    [InlineData("a__b", "a__b")]
    [InlineData("2nd", "_2nd")]
    [InlineData("naïve", "na_ve")]
    [InlineData("", "_")]
    public async Task LabelName_OutsideTheAlphabet_IsReplaced(string key, string expected)
    {
        await using var scraper = await Scraper.StartAsync();
        scraper.Meter.CreateUpDownCounter<long>("v").Add(1, new KeyValuePair<string, object?>(key, "x"));

        Assert.Equal($"v{{{expected}=\"x\"}} 1", (await scraper.LinesAsync())[1]);
    }

    [Fact]
    public async Task LabelNames_ThatCollide_AreMergedInTheOrderOfTheirKeys()
    {
        await using var scraper = await Scraper.StartAsync();
        scraper.Meter.CreateUpDownCounter<long>("v")
            .Add(1, new("a_b", "second"), new("a.b", "first"), new("otel.scope.name", "mine"));

        var line = (await scraper.ScrapeAsync()).Split('\n').Single(line => line.StartsWith("v{", StringComparison.Ordinal));
        Assert.Equal($"v{{otel_scope_name=\"mine;{scraper.Meter.Name}\",a_b=\"first;second\"}} 1", line);
    }

    [Fact]
    public async Task LabelLe_OnAHistogram_GivesWayToTheBound()
    {
        await using var scraper = await Scraper.StartAsync();
        scraper.Meter.CreateHistogram<long>("v").Record(1, new("le", "mine"), new("k", 1));

        Assert.All((await scraper.LinesAsync())[1..], line => Assert.DoesNotContain("mine", line, StringComparison.Ordinal));
        Assert.Contains("v_count{k=\"1\"} 1", await scraper.LinesAsync());
    }

    [Fact]
    public async Task LabelNames_MoreThanAreKept_AreStillRight()
    {
        await using var scraper = await Scraper.StartAsync(metrics => metrics.AddView("v", new MetricStreamConfiguration { CardinalityLimit = 6000 }));
        var counter = scraper.Meter.CreateUpDownCounter<long>("v");
        for (var index = 0; index < 5000; index++)
        {
            counter.Add(1, new KeyValuePair<string, object?>($"k.{index}", index));
        }

        var lines = await scraper.LinesAsync();
        Assert.Equal(5001, lines.Length);
        Assert.Contains("v{k_4999=\"4999\"} 1", lines);
    }

    [Fact]
    public async Task Counter_WithTheSuffixDisabled_HasItInOpenMetricsOnly()
    {
        await using var scraper = await Scraper.StartAsync(options: options => options.DisableTotalNameSuffixForCounters = true);
        scraper.Meter.CreateCounter<long>("v").Add(1);

        Assert.Contains("v{} 1", await scraper.LinesAsync());
        Assert.Contains("v_total{} 1", await scraper.LinesAsync(Scraper.OpenMetricsFormat));
    }
}
