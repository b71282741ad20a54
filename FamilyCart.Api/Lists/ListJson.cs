using System.Text.Json;
using FamilyCart.Api.Items;
using FamilyCart.Api.Json;
using Npgsql;

namespace FamilyCart.Api.Lists;

/// <summary>Writes the rows of <see cref="ListQueries.SelectOne"/> as <see cref="ListResponse"/> is written, without making one.</summary>
internal static class ListJson
{
    private static readonly JsonEncodedText _id = JsonEncodedText.Encode("id");
    private static readonly JsonEncodedText _name = JsonEncodedText.Encode("name");
    private static readonly JsonEncodedText _description = JsonEncodedText.Encode("description");
    private static readonly JsonEncodedText _ownerId = JsonEncodedText.Encode("owner_id");
    private static readonly JsonEncodedText _createdAt = JsonEncodedText.Encode("created_at");
    private static readonly JsonEncodedText _updatedAt = JsonEncodedText.Encode("updated_at");
    private static readonly JsonEncodedText _sequence = JsonEncodedText.Encode("sequence");
    private static readonly JsonEncodedText _version = JsonEncodedText.Encode("version");
    private static readonly JsonEncodedText _role = JsonEncodedText.Encode("role");
    private static readonly JsonEncodedText _items = JsonEncodedText.Encode("items");
    private static readonly JsonEncodedText _hasMoreItems = JsonEncodedText.Encode("has_more_items");
    private static readonly JsonEncodedText _members = JsonEncodedText.Encode("members");
    private static readonly JsonEncodedText _email = JsonEncodedText.Encode("email");
    private static readonly JsonEncodedText _nickname = JsonEncodedText.Encode("nickname");
    private static readonly JsonEncodedText _firstName = JsonEncodedText.Encode("first_name");
    private static readonly JsonEncodedText _lastName = JsonEncodedText.Encode("last_name");
    private static readonly JsonEncodedText _isActive = JsonEncodedText.Encode("is_active");
    private static readonly JsonEncodedText _isSuperuser = JsonEncodedText.Encode("is_superuser");
    private static readonly JsonEncodedText _isVerified = JsonEncodedText.Encode("is_verified");

    /// <summary>Writes the list from its row, at which the reader stands, through its items to its members.</summary>
    internal static async Task WriteAsync(
        Utf8JsonWriter json, NpgsqlDataReader rows, JsonSerializerOptions options, CancellationToken cancellationToken)
    {
        json.WriteStartObject();
        WriteList(json, rows);
        await rows.NextResultAsync(cancellationToken);
        await WriteItemsAsync(json, rows, options, cancellationToken);
        await rows.NextResultAsync(cancellationToken);
        json.WriteStartArray(_members);
        while (await rows.ReadAsync(cancellationToken))
        {
            WriteMember(json, rows);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter json, NpgsqlDataReader row)
    {
        json.WriteInteger(_id, row, row.GetOrdinal("id"));
        json.WriteText(_name, row, row.GetOrdinal("name"));
        json.WriteText(_description, row, row.GetOrdinal("description"));
        json.WriteId(_ownerId, row, row.GetOrdinal("owner_id"));
        json.WriteTime(_createdAt, row, row.GetOrdinal("created_at"));
        json.WriteTime(_updatedAt, row, row.GetOrdinal("updated_at"));
        json.WriteLong(_sequence, row, row.GetOrdinal("sequence"));
        json.WriteLong(_version, row, row.GetOrdinal("version"));
        json.WriteText(_role, row, row.GetOrdinal("role"));
    }

    private static async Task WriteItemsAsync(
        Utf8JsonWriter json, NpgsqlDataReader rows, JsonSerializerOptions options, CancellationToken cancellationToken)
    {
        var items = new ItemJson(rows, options);
        var count = 0;
        json.WriteStartArray(_items);
        while (await rows.ReadAsync(cancellationToken) && ++count <= ListLimits.Items)
        {
            items.WriteTo(json);
        }

        json.WriteEndArray();
        json.WriteBoolean(_hasMoreItems, count > ListLimits.Items);
    }

    private static void WriteMember(Utf8JsonWriter json, NpgsqlDataReader row)
    {
        json.WriteStartObject();
        json.WriteId(_id, row, row.GetOrdinal("id"));
        json.WriteText(_email, row, row.GetOrdinal("email"));
        json.WriteText(_nickname, row, row.GetOrdinal("nickname"));
        json.WriteText(_firstName, row, row.GetOrdinal("first_name"));
        json.WriteText(_lastName, row, row.GetOrdinal("last_name"));
        json.WriteFlag(_isActive, row, row.GetOrdinal("is_active"));
        json.WriteFlag(_isSuperuser, row, row.GetOrdinal("is_superuser"));
        json.WriteFlag(_isVerified, row, row.GetOrdinal("is_verified"));
        json.WriteEndObject();
    }
}
