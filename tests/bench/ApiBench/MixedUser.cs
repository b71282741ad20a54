using System.Diagnostics;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;

namespace ApiBench;

/// <summary>One user who waits for each answer, thinks for about a second, and goes on.</summary>
internal sealed class MixedUser(ApiInstance api, Member member, MixedRecord record, int number)
{
    private const double AddShare = 0.20;
    private const double SocketShare = 0.25;
    private const int LogInAttempts = 5;

    // The same dice in every run.
    private readonly Random _dice = new(number);
    private string _token = "";

    /// <summary>Who is turned away comes back a little later; that is an error all the same.</summary>
    internal async Task LogInAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 0; _token.Length == 0 && attempt < LogInAttempts; attempt++)
        {
            using var form = new FormUrlEncodedContent([new("username", member.Email), new("password", Seed.Password)]);
            var started = Stopwatch.GetTimestamp();
            using var answer = await api.Client.PostAsync("/api/v1/auth/jwt/login", form, cancellationToken);
            record.Add("login", Stopwatch.GetElapsedTime(started));
            if (answer.IsSuccessStatusCode)
            {
                _token = (await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("access_token").GetString()!;
            }
            else
            {
                record.Errors.Enqueue($"login: {answer.StatusCode}");
                await ThinkAsync(1, 3, cancellationToken);
            }
        }
    }

    /// <summary>Goes on until the end comes; what the end cuts short counts neither as a time nor as an error.</summary>
    internal async Task RunAsync(CancellationToken end)
    {
        try
        {
            // Nobody starts in step with the others.
            await ThinkAsync(0, 1, end);
            while (true)
            {
                await SendAsync("lists", HttpMethod.Get, "shopping-lists/", null, end);
                await ThinkAsync(0.5, 1.5, end);
                await SendAsync("items", HttpMethod.Get, $"shopping-lists/{member.OwnListId}/items", null, end);
                await ThinkAsync(0.5, 1.5, end);
                if (_dice.NextDouble() < AddShare)
                {
                    await SendAsync("add", HttpMethod.Post, $"shopping-lists/{member.FamilyListId}/items", new { name = "Bread", quantity = "2" }, end);
                    await ThinkAsync(0.5, 1.5, end);
                }

                if (_dice.NextDouble() < SocketShare)
                {
                    await WatchAsync(end);
                }
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The time is over.
        }
    }

    private async Task SendAsync(string operation, HttpMethod method, string path, object? body, CancellationToken end)
    {
        using var request = new HttpRequestMessage(method, $"/api/v1/{path}")
        {
            Headers = { Authorization = new("Bearer", _token) },
            Content = body is null ? null : JsonContent.Create(body),
        };
        var started = Stopwatch.GetTimestamp();
        try
        {
            using var answer = await api.Client.SendAsync(request, end);
            record.Add(operation, Stopwatch.GetElapsedTime(started));
            if (!answer.IsSuccessStatusCode)
            {
                record.Errors.Enqueue($"{operation}: {answer.StatusCode}");
            }
        }
        catch (HttpRequestException exception)
        {
            record.Errors.Enqueue($"{operation}: {exception.Message}");
        }
    }

    private async Task WatchAsync(CancellationToken end)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            await using var watcher = await ListWatcher.ConnectAsync(api.Address, member.FamilyListId, _token, null, end);
            record.Add("socket", Stopwatch.GetElapsedTime(started));
            await ThinkAsync(10, 30, end);
            if (!watcher.IsOpen)
            {
                record.Errors.Enqueue("socket: ended by the server");
            }
        }
        catch (Exception exception) when (exception is WebSocketException or InvalidOperationException)
        {
            record.Errors.Enqueue($"socket: {exception.Message}");
        }
    }

    private Task ThinkAsync(double least, double most, CancellationToken end) =>
        Task.Delay(TimeSpan.FromSeconds(least + (_dice.NextDouble() * (most - least))), end);
}
