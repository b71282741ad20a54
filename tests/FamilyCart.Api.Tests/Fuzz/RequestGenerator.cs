using System.Text;

namespace FamilyCart.Api.Tests.Fuzz;

/// <summary>Makes one request out of one number, always the same one: half of them valid, most others with one fault.</summary>
internal sealed class RequestGenerator
{
    private const int HugeBytes = 10_000_000;
    private const int HugeEvery = 499;

    private readonly Operation _operation;
    private readonly Sender _sender;
    private readonly int _number;
    private readonly Dice _dice;
    private readonly Mood _mood;
    private readonly Shelf _shelf;
    private readonly Plausible _plausible;

    /// <param name="operation">What is asked for.</param>
    /// <param name="sender">By whom.</param>
    /// <param name="seed">That of the run.</param>
    /// <param name="number">That of the request.</param>
    /// <param name="round">How often the operation was sent before.</param>
    internal RequestGenerator(Operation operation, Sender sender, int seed, int number, int round)
    {
        (_operation, _sender, _number) = (operation, sender, number);
        _dice = new Dice(seed, number);
        _mood = _dice.Next(0, 9) switch { < 5 => Mood.Valid, < 8 => Mood.Faulty, _ => Mood.Wild };
        _shelf = ChooseShelf();
        _plausible = new Plausible(operation, sender, _shelf, round, _dice);
    }

    private enum Mood
    {
        Valid,
        Faulty,
        Wild,
    }

    // What reads no body answers before it has come, and hangs up.
    private bool IsHuge => _number % HugeEvery == 0 && _operation.Body.Count > 0;

    internal HttpRequestMessage Create(Uri server)
    {
        var faultyPlace = _mood == Mood.Faulty ? _dice.Next(0, 3) : -1;
        var body = Body(faultyPlace == 0);
        var address = new Uri(
            $"{server.GetLeftPart(UriPartial.Authority)}{Path(faultyPlace == 1)}{Query(faultyPlace == 2)}",
            new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        var method = _mood == Mood.Wild && _dice.Chance(20) ? _dice.Pick(Oddities.Methods) : _operation.Method;
        var request = new HttpRequestMessage(new HttpMethod(method), address) { Content = body };
        request.Headers.ExpectContinue = IsHuge;
        if (_sender.Token is { } token)
        {
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        }

        AddHeaders(request, faultyPlace == 3);
        return request;
    }

    private Shelf ChooseShelf() => _operation.Name switch
    {
        _ when _mood != Mood.Valid && _dice.Chance(4) => _dice.Pick(_sender.Foreign),
        "DELETE /api/v1/shopping-lists/{id}" or "DELETE /api/v1/shopping-lists/{id}/history" => _dice.Pick(_sender.Doomed),
        "POST /api/v1/shopping-lists/{id}/restore" => _dice.Pick(_sender.Deleted),
        _ => _dice.Pick(_sender.Shelves),
    };

    private string Path(bool isFaulty)
    {
        var path = string.Join('/', _operation.Path.Split('/').Select(part => !part.StartsWith('{') ? part
            : isFaulty || (_mood == Mood.Wild && _dice.Chance(4)) ? _dice.Pick(Oddities.Parts)
            : _plausible.Argument(part.Trim('{', '}'))));
        return _mood == Mood.Wild && _dice.Chance(10) ? path + _dice.Pick(["/", "//", "/x", ";x", "%2F"]) : path;
    }

    private string Query(bool isFaulty)
    {
        var pairs = _operation.Parameters.Where(field => field.Place == "query" && (isFaulty || _dice.Chance(2)))
            .Select(field => $"{field.Name}={(isFaulty || (_mood == Mood.Wild && _dice.Chance(2)) ? _dice.Pick(Oddities.Parts) : _plausible.Query(field))}").ToList();
        if (isFaulty || (_mood == Mood.Wild && _dice.Chance(4)))
        {
            pairs.Add(_dice.Pick(["&&&", "=", "x", "limit=1&limit=2", "limit[]=1", "token=%00", "cursor", "%FF=%FF", "language=%00", "query=%00"]));
        }

        return pairs.Count == 0 ? "" : $"?{string.Join('&', pairs)}";
    }

    private void AddHeaders(HttpRequestMessage request, bool isFaulty)
    {
        if (_dice.Chance(6))
        {
            request.Headers.TryAddWithoutValidation("Idempotency-Key", _dice.Pick(["key", $"key {_number}"]));
        }

        if (_dice.Chance(10))
        {
            request.Headers.TryAddWithoutValidation("If-Match", _dice.Pick(["*", "\"1\"", "\"2\", \"3\""]));
        }

        foreach (var header in Oddities.HeaderNames.Where(_ => _mood == Mood.Wild ? _dice.Chance(8) : isFaulty && _dice.Chance(6)))
        {
            var value = _dice.Pick(Oddities.HeaderValues);
            if (!request.Headers.TryAddWithoutValidation(header, value))
            {
                request.Content?.Headers.TryAddWithoutValidation(header, value);
            }
        }
    }

    private HttpContent? Body(bool isFaulty)
    {
        if (IsHuge)
        {
            return Content($"{{\"name\":\"{new string('x', HugeBytes)}\"}}", "application/json");
        }

        if (_operation.Body.Count == 0)
        {
            return _mood == Mood.Wild && _dice.Chance(4) ? Content(_dice.Pick(Oddities.Bodies), "application/json") : null;
        }

        var bodies = new BodyGenerator(_operation, _plausible, _dice);
        if ((isFaulty || _mood == Mood.Wild) && _dice.Chance(4))
        {
            return Content(_dice.Chance(2) ? _dice.Pick(Oddities.Bodies) : bodies.Json(0), _dice.Pick([.. Oddities.ContentTypes, "application/json", "application/json"]));
        }

        var faults = isFaulty ? 1 : _mood == Mood.Wild ? _dice.Next(0, _operation.Body.Count) : 0;
        return _operation.IsForm ? bodies.Form(faults) : Content(bodies.Json(faults), "application/json");
    }

    private static ByteArrayContent Content(string text, string type)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        return content;
    }
}
