namespace FamilyCart.Api.Suggestions;

/// <summary>Who is asked first; the other one is asked for what the first does not know.</summary>
internal enum SuggestionOrder
{
    DictionaryFirst,
    ModelFirst,
}
