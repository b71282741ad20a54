using System.Globalization;
using System.Text.Json;

namespace FamilyCart.Prober.Walks;

/// <summary>Somebody who comes in once, does what users do, and leaves. Each method is one step; they are called in the order of <see cref="WalkStep"/>.</summary>
internal sealed class Visitor : IDisposable
{
    // By this name a later walk knows what an earlier one left.
    private const string ListName = "Probe";

    // In the dictionary of groceries, so that no language model is asked for it.
    private const string ItemName = "Milk";
    private const int CleanedLists = 100;

    private readonly ProbeSettings _settings;
    private readonly HttpMessageInvoker _door;
    private readonly DoorClient _client;
    private ListSocket? _socket;
    private int? _list;
    private int _item;

    public Visitor(ProbeSettings settings, HttpMessageHandler door)
    {
        _settings = settings;
        _door = new HttpMessageInvoker(door);
        _client = new DoorClient(_door, settings.Address);
    }

    /// <summary>Whether something of this visit that was seen to begin is left at the server.</summary>
    public bool LeavesSomething => _list is not null || _client.Token is not null;

    public async Task<Answer> LogInAsync(CancellationToken cancellationToken)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["username"] = _settings.Email, ["password"] = _settings.Password });
        var answer = await _client.SendAsync(HttpMethod.Post, "api/v1/auth/jwt/login", form, cancellationToken);
        _client.Token = answer.Text("access_token");
        return Needing(_client.Token, answer);
    }

    public async Task<Answer> CleanUpAsync(CancellationToken cancellationToken)
    {
        var answer = await _client.SendAsync(HttpMethod.Get, Path($"api/v1/shopping-lists/?limit={CleanedLists}"), null, cancellationToken);
        if (answer.Fault != StepFault.None)
        {
            return answer;
        }

        if (answer.Body.ValueKind != JsonValueKind.Array)
        {
            return answer with { Fault = StepFault.Malformed };
        }

        foreach (var list in answer.Body.EnumerateArray().Select(list => answer with { Body = list }))
        {
            if (list.Text("name") == ListName && list.Number("id") is { } id)
            {
                var deleted = await DeleteListAsync(id, cancellationToken);
                if (deleted.Fault != StepFault.None)
                {
                    return deleted;
                }
            }
        }

        return answer;
    }

    public async Task<Answer> MakeListAsync(CancellationToken cancellationToken)
    {
        var answer = await _client.SendJsonAsync(HttpMethod.Post, "api/v1/shopping-lists/", new { name = ListName }, cancellationToken);
        _list = answer.Number("id");
        return Needing(_list, answer);
    }

    public async Task<Answer> OpenSocketAsync(CancellationToken cancellationToken)
    {
        var answer = await _client.SendAsync(HttpMethod.Post, "api/v1/ws/tickets", null, cancellationToken);
        if (Needing(answer.Text("ticket"), answer) is { Fault: not StepFault.None } none)
        {
            return none;
        }

        var address = new UriBuilder(_settings.Address)
        {
            Scheme = _settings.Address.Scheme == Uri.UriSchemeHttps ? Uri.UriSchemeWss : Uri.UriSchemeWs,
            Path = Path($"/api/v1/ws/lists/{_list}"),
            Query = $"ticket={Uri.EscapeDataString(answer.Text("ticket")!)}",
        };
        _socket = new ListSocket();
        return await _socket.OpenAsync(address.Uri, _door, cancellationToken);
    }

    public async Task<Answer> AddItemAsync(CancellationToken cancellationToken)
    {
        var answer = await _client.SendJsonAsync(HttpMethod.Post, Path($"api/v1/shopping-lists/{_list}/items"), new { name = ItemName }, cancellationToken);
        _item = answer.Number("id") ?? 0;
        return Needing(answer.Number("id"), answer);
    }

    public async Task<Answer> SeeItemAsync(CancellationToken cancellationToken) =>
        new(await _socket!.SeeAsync(_item, cancellationToken), null, default);

    public Task<Answer> DeleteItemAsync(CancellationToken cancellationToken) =>
        _client.SendAsync(HttpMethod.Delete, Path($"api/v1/items/{_item}"), null, cancellationToken);

    /// <summary>Deletes the list that was made, if one was.</summary>
    public async Task<Answer> DeleteListAsync(CancellationToken cancellationToken)
    {
        if (_list is not { } list)
        {
            return default;
        }

        var answer = await DeleteListAsync(list, cancellationToken);
        _list = answer.Fault == StepFault.None ? null : _list;
        return answer;
    }

    /// <summary>Ends the log-in, if there is one.</summary>
    public async Task<Answer> LogOutAsync(CancellationToken cancellationToken)
    {
        if (_client.Token is null)
        {
            return default;
        }

        var answer = await _client.SendAsync(HttpMethod.Post, "api/v1/auth/jwt/logout", null, cancellationToken);
        _client.Token = answer.Fault == StepFault.None ? null : _client.Token;
        return answer;
    }

    public void Dispose()
    {
        _socket?.Dispose();
        _door.Dispose();
    }

    private Task<Answer> DeleteListAsync(int list, CancellationToken cancellationToken) =>
        _client.SendAsync(HttpMethod.Delete, Path($"api/v1/shopping-lists/{list}"), null, cancellationToken);

    // A success that lacks what the next step needs is none.
    private static Answer Needing(object? found, Answer answer) =>
        answer.Fault == StepFault.None && found is null ? answer with { Fault = StepFault.Malformed } : answer;

    private static string Path(FormattableString path) => path.ToString(CultureInfo.InvariantCulture);
}
