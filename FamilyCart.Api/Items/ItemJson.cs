using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using FamilyCart.Api.Json;
using Npgsql;

namespace FamilyCart.Api.Items;

/// <summary>Writes rows of items as <see cref="ItemResponse"/> is written, without making one.</summary>
internal sealed class ItemJson
{
    private static readonly JsonEncodedText _id = JsonEncodedText.Encode("id");
    private static readonly JsonEncodedText _name = JsonEncodedText.Encode("name");
    private static readonly JsonEncodedText _quantity = JsonEncodedText.Encode("quantity");
    private static readonly JsonEncodedText _comment = JsonEncodedText.Encode("comment");
    private static readonly JsonEncodedText _standardizedName = JsonEncodedText.Encode("standardized_name");
    private static readonly JsonEncodedText _translations = JsonEncodedText.Encode("translations");
    private static readonly JsonEncodedText _shoppingListId = JsonEncodedText.Encode("shopping_list_id");
    private static readonly JsonEncodedText _isCompleted = JsonEncodedText.Encode("is_completed");
    private static readonly JsonEncodedText _isUnavailable = JsonEncodedText.Encode("is_unavailable");
    private static readonly JsonEncodedText _ownerId = JsonEncodedText.Encode("owner_id");
    private static readonly JsonEncodedText _owner = JsonEncodedText.Encode("owner");
    private static readonly JsonEncodedText _lastModifiedById = JsonEncodedText.Encode("last_modified_by_id");
    private static readonly JsonEncodedText _lastModifiedBy = JsonEncodedText.Encode("last_modified_by");
    private static readonly JsonEncodedText _createdAt = JsonEncodedText.Encode("created_at");
    private static readonly JsonEncodedText _updatedAt = JsonEncodedText.Encode("updated_at");
    private static readonly JsonEncodedText _category = JsonEncodedText.Encode("category");
    private static readonly JsonEncodedText _iconName = JsonEncodedText.Encode("icon_name");
    private static readonly JsonEncodedText _quantityValue = JsonEncodedText.Encode("quantity_value");
    private static readonly JsonEncodedText _quantityUnitId = JsonEncodedText.Encode("quantity_unit_id");
    private static readonly JsonEncodedText _quantityDisplayText = JsonEncodedText.Encode("quantity_display_text");
    private static readonly JsonEncodedText _position = JsonEncodedText.Encode("position");
    private static readonly JsonEncodedText _version = JsonEncodedText.Encode("version");

    private readonly NpgsqlDataReader _row;
    private readonly ItemColumns _columns;
    private readonly JsonSerializerOptions _options;

    // The same few people and categories come again and again.
    private readonly Dictionary<Guid, byte[]> _people = [];
    private readonly Dictionary<int, byte[]> _categories = [];

    /// <param name="rows">Rows of <see cref="ItemQueries.Columns"/>.</param>
    /// <param name="options">Those of the answer.</param>
    internal ItemJson(NpgsqlDataReader rows, JsonSerializerOptions options)
    {
        _row = rows;
        _columns = new ItemColumns(rows);
        _options = options;
    }

    /// <summary>Writes the row that the reader stands at.</summary>
    internal void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteInteger(_id, _row, _columns.Id);
        json.WriteText(_name, _row, _columns.Name);
        json.WriteText(_quantity, _row, _columns.Quantity);
        json.WriteText(_comment, _row, _columns.Comment);
        json.WriteText(_standardizedName, _row, _columns.StandardizedName);
        json.WriteJson(_translations, _row, _columns.Translations);
        json.WriteInteger(_shoppingListId, _row, _columns.ShoppingListId);
        json.WriteFlag(_isCompleted, _row, _columns.IsCompleted);
        json.WriteFlag(_isUnavailable, _row, _columns.IsUnavailable);
        json.WriteId(_ownerId, _row, _columns.OwnerId);
        WritePerson(json, _owner, _columns.OwnerId, _columns.OwnerEmail, _columns.OwnerNickname);
        json.WriteId(_lastModifiedById, _row, _columns.LastModifiedById);
        WritePerson(json, _lastModifiedBy, _columns.LastModifiedById, _columns.LastModifiedByEmail, _columns.LastModifiedByNickname);
        json.WriteTime(_createdAt, _row, _columns.CreatedAt);
        json.WriteTime(_updatedAt, _row, _columns.UpdatedAt);
        WriteCategory(json);
        json.WriteText(_iconName, _row, _columns.IconName);
        json.WriteDecimal(_quantityValue, _row, _columns.QuantityValue);
        json.WriteText(_quantityUnitId, _row, _columns.QuantityUnitId);
        json.WriteText(_quantityDisplayText, _row, _columns.QuantityDisplayText);
        json.WriteDouble(_position, _row, _columns.Position);
        json.WriteLong(_version, _row, _columns.Version);
        json.WriteEndObject();
    }

    private void WritePerson(Utf8JsonWriter json, JsonEncodedText name, int id, int email, int nickname)
    {
        var personId = _row.GetGuid(id);
        if (!_people.TryGetValue(personId, out var person))
        {
            person = Serialize(new PersonResponse(personId, _row.GetString(email), _row.GetString(nickname)));
            _people.Add(personId, person);
        }

        json.WritePropertyName(name);
        json.WriteRawValue(person, skipInputValidation: true);
    }

    private void WriteCategory(Utf8JsonWriter json)
    {
        if (_row.IsDBNull(_columns.CategoryId))
        {
            json.WriteNull(_category);
            return;
        }

        var categoryId = _row.GetInt32(_columns.CategoryId);
        if (!_categories.TryGetValue(categoryId, out var category))
        {
            category = Serialize(new ItemCategory(categoryId, _row.GetString(_columns.CategoryName)));
            _categories.Add(categoryId, category);
        }

        json.WritePropertyName(_category);
        json.WriteRawValue(category, skipInputValidation: true);
    }

    private byte[] Serialize<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, (JsonTypeInfo<T>)_options.GetTypeInfo(typeof(T)));
}
