using System.Diagnostics;
using System.Globalization;
using ExporterBench;

const int Series = 1500;
const int Scrapes = 2000;

await using var small = await Service.StartAsync(Series);
await using var large = await Service.StartAsync(Series * 2);

if (await small.SeriesAsync() is var written and not Series)
{
    throw new InvalidOperationException($"{written} series were written instead of {Series}.");
}

var times = new double[Scrapes];
for (var scrape = -Scrapes; scrape < Scrapes; scrape++)
{
    var started = Stopwatch.GetTimestamp();
    await small.ScrapeAsync();
    if (scrape >= 0)
    {
        times[scrape] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }
}

Array.Sort(times);
Print("exporter.scrape1500", times[Scrapes / 2], "ms");
Print("exporter.scrape1500_p99", times[Scrapes * 99 / 100], "ms");

// What 1,500 more series allocate more; whatever a request costs by itself falls out of the difference.
Print("exporter.bytes_per_series", (large.AllocatedByOneScrape() - small.AllocatedByOneScrape()) / (double)Series, "B");
Print("exporter.text_per_series", await small.ScrapeAsync() / (double)Series, "B");

static void Print(string name, double value, string unit) =>
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"figure {name} {value:0.###} {unit}"));
