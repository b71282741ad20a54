namespace FamilyCart.Api.Validation;

/// <summary>Collects what is wrong with a request, field by field, to answer with all of it at once.</summary>
internal sealed class ValidationErrors
{
    private readonly Dictionary<string, string[]> _errors = [];

    internal bool Any => _errors.Count > 0;

    internal IReadOnlyDictionary<string, string[]> ByField => _errors;

    internal void Add(string field, string error) => _errors[field] = [.. _errors.GetValueOrDefault(field, []), error];

    /// <summary>A text of 1 to <paramref name="limit"/> characters that is not only blanks.</summary>
    internal void Required(string field, string? value, int limit)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            Add(field, "This field is required and must not be empty.");
            return;
        }

        Optional(field, value, limit);
    }

    /// <summary>No text, or one of at most <paramref name="limit"/> characters without characters that control the terminal or turn its direction around.</summary>
    internal void Optional(string field, string? value, int limit, bool multiline = false)
    {
        if (value is null)
        {
            return;
        }

        if (value.EnumerateRunes().Count() > limit)
        {
            Add(field, $"At most {limit} characters are allowed.");
        }

        if (value.Any(letter => char.IsControl(letter) && !(multiline && letter is '\n' or '\r' or '\t')))
        {
            Add(field, "Control characters are not allowed.");
        }

        if (value.Any(IsDirection))
        {
            Add(field, "Characters that change the direction of text are not allowed; letters of every language are.");
        }
    }

    internal IResult ToHttp() => TypedResults.Problem(
        detail: string.Join(' ', _errors.Select(error => $"{error.Key}: {string.Join(' ', error.Value)}")),
        statusCode: StatusCodes.Status422UnprocessableEntity,
        extensions: new Dictionary<string, object?> { ["errors"] = _errors });

    /// <summary>Marks, embeddings, overrides and isolates of direction (Unicode, annex 9): with them a text shows as another one.</summary>
    private static bool IsDirection(char letter) =>
        letter is '\u061C' or '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
