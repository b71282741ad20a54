using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace FamilyCart.Api.Mail;

/// <summary>Letters as the outbox keeps them: the name of the template and the model that fills it.</summary>
[JsonSourceGenerationOptions(RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(VerifyLetter))]
[JsonSerializable(typeof(AddressTakenLetter))]
[JsonSerializable(typeof(ResetPasswordLetter))]
[JsonSerializable(typeof(InvitationLetter))]
internal sealed partial class LetterJson : JsonSerializerContext
{
    /// <summary>The template of a letter, such as reset_password.</summary>
    internal static string TemplateOf(Letter letter) =>
        JsonNamingPolicy.SnakeCaseLower.ConvertName(letter.GetType().Name.Replace(nameof(Letter), "", StringComparison.Ordinal));

    internal static string Write(Letter letter) => JsonSerializer.Serialize(letter, TypeOf(TemplateOf(letter))!);

    /// <summary>Returns null for what no version of this service wrote, or a later one.</summary>
    internal static Letter? Read(string template, string model)
    {
        try
        {
            return TypeOf(template) is { } type ? (Letter?)JsonSerializer.Deserialize(model, type) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonTypeInfo? TypeOf(string template) => template switch
    {
        "verify" => Default.VerifyLetter,
        "address_taken" => Default.AddressTakenLetter,
        "reset_password" => Default.ResetPasswordLetter,
        "invitation" => Default.InvitationLetter,
        _ => null,
    };
}
