namespace FamilyCart.Api.Tests.Fuzz;

/// <summary>Makes the body of a request out of the fields that the document names.</summary>
internal sealed class BodyGenerator(Operation operation, Plausible plausible, Dice dice)
{
    // Of these a request has one.
    private static readonly string[] _alternatives = ["before_id", "after_id"];

    /// <summary>A form with so many faulty fields.</summary>
    internal HttpContent Form(int faults)
    {
        var faulty = Choose(faults);
        return new FormUrlEncodedContent(operation.Body.Where(field => !faulty.Contains(field) || !dice.Chance(3)).Select(field =>
            new KeyValuePair<string, string>(field.Name, faulty.Contains(field) ? dice.Pick(Oddities.JsonTexts).Trim('"') : plausible.Form(field.Name))));
    }

    /// <summary>JSON with so many faulty fields; some optional ones are left out.</summary>
    internal string Json(int faults)
    {
        var faulty = Choose(faults);
        var alternative = dice.Pick(_alternatives);
        var named = operation.Body.Where(field =>
            faulty.Contains(field) || field.IsRequired || (_alternatives.Contains(field.Name) ? field.Name == alternative : IsLikely(field)));
        var fields = named.Select(field => $"\"{field.Name}\":{(faulty.Contains(field) ? Faulty(field) : plausible.Json(field))}").ToList();
        if (faults > 0 && fields.Count > 0 && dice.Chance(5))
        {
            fields.RemoveAt(dice.Next(0, fields.Count - 1));
        }

        if (faults > 0 && fields.Count > 0 && dice.Chance(5))
        {
            fields.Add(dice.Pick(fields));
        }

        if (dice.Chance(8))
        {
            fields.Add($"\"is_superuser\":true,\"owner_id\":\"{Guid.Empty}\",\"id\":1,\"version\":99");
        }

        return $"{{{string.Join(',', fields)}}}";
    }

    // The document cannot say that a change of a password needs the current one, or that of a role a role.
    private bool IsLikely(Field field) => field.Name is "current_password" or "role" ? !dice.Chance(8) : dice.Chance(2);

    private HashSet<Field> Choose(int count) => [.. Enumerable.Range(0, count).Select(_ => dice.Pick(operation.Body))];

    private string Faulty(Field field) => dice.Next(0, 5) switch
    {
        0 when field.Longest is { } longest => $"\"{new string('x', longest)}\"",
        1 when field.Longest is { } longest => $"\"{new string('x', longest + 1)}\"",
        2 when field.Longest is { } longest => $"\"{string.Concat(Enumerable.Repeat("🥛", longest))}\"",
        3 or 4 => dice.Pick(Oddities.JsonValues),
        _ => dice.Pick(Oddities.JsonTexts),
    };
}
