using System.Globalization;
using FamilyCart.Api.Entry;

namespace FamilyCart.Api.Tests.Entry;

public sealed class EntryParserTests
{
    // Typed | name | amount | unit | note | amount as typed, where it matters.
    private const string Understood = """
        2 kg of apples | apples | 2 | kg | | 2 kg
        2 kg apples | apples | 2 | kg
        2kg apples | apples | 2 | kg | | 2kg
        2 KG Apples | Apples | 2 | kg
        2 kg. apples | apples | 2 | kg
        milk, no lactose | milk | | | no lactose
        půl kila mouky | mouky | 0.5 | kg | | půl kila
        Půl kila mouky | mouky | 0.5 | kg
        pul kila mouky | mouky | 0.5 | kg
        1/2 cup sugar | sugar | 0.5 | cup | | 1/2 cup
        1/2 cup of sugar | sugar | 0.5 | cup
        ½ l mléka | mléka | 0.5 | l | | ½ l
        ½l mléka | mléka | 0.5 | l
        1½ l mléka | mléka | 1.5 | l
        1 1/2 lb beef | beef | 1.5 | lb | | 1 1/2 lb
        1 ½ lb beef | beef | 1.5 | lb
        1 1/2lb beef | beef | 1.5 | lb
        1/3 cup oil | oil | 0.333 | cup
        a dozen eggs | eggs | 1 | dozen | | a dozen
        dozen eggs | eggs | 1 | dozen
        two dozen eggs | eggs | 2 | dozen
        half a dozen eggs | eggs | 0.5 | dozen | | half a dozen
        half dozen eggs | eggs | 0.5 | dozen
        tucet vajec | vajec | 1 | dozen
        dva tucty vajec | vajec | 2 | dozen
        půl tuctu vajec | vajec | 0.5 | dozen
        10 rohlíků | rohlíků | 10 | | | 10
        milk 2l | milk | 2 | l | | 2l
        milk 2 l | milk | 2 | l
        milk x2 | milk | 2 | | | x2
        milk x 2 | milk | 2
        milk ×2 | milk | 2
        milk 2x | milk | 2
        2x milk | milk | 2 | | | 2x
        2 x milk | milk | 2
        3× jogurt | jogurt | 3
        3 × jogurt | jogurt | 3
        un kilo de tomates | tomates | 1 | kg | | un kilo
        une douzaine d'œufs | œufs | 1 | dozen
        une douzaine d’œufs | œufs | 1 | dozen
        une demi-douzaine d'œufs | œufs | 0.5 | dozen | | une demi-douzaine
        demi-douzaine d'œufs | œufs | 0.5 | dozen
        ein halbes Kilo Mehl | Mehl | 0.5 | kg
        eine halbe Gurke | Gurke | 0.5
        einen halben Liter Milch | Milch | 0.5 | l
        anderthalb Liter Milch | Milch | 1.5 | l
        ein Pfund Butter | Butter | 500 | g | | ein Pfund
        2 Flaschen Wein | Wein | 2 | bottle
        eine Flasche Wein | Wein | 1 | bottle
        Bund Petersilie | Petersilie | 1 | bunch
        3 Stück Kuchen | Kuchen | 3 | piece
        2 EL Zucker | Zucker | 30 | ml
        zwei Dosen Mais | Mais | 2 | can
        drei Eier | Eier | 3
        ein Dutzend Eier | Eier | 1 | dozen
        viertel Pfund Butter | Butter | 125 | g
        media docena de huevos | huevos | 0.5 | dozen
        una docena de huevos | huevos | 1 | dozen
        kilo y medio de tomates | tomates | 1.5 | kg
        dos kilos y medio de patatas | patatas | 2.5 | kg
        medio kilo de queso | queso | 0.5 | kg
        un cuarto de kilo de queso | queso | 0.25 | kg | | un cuarto de kilo
        tres cuartos de kilo de carne | carne | 0.75 | kg
        dos botellas de vino | vino | 2 | bottle
        una lata de atún | atún | 1 | can
        4 rebanadas de jamón | jamón | 4 | slice
        tres huevos | huevos | 3
        un litre de lait | lait | 1 | l
        deux bouteilles de vin | vin | 2 | bottle
        un quart de litre de crème | crème | 0.25 | l
        200 g de beurre | beurre | 200 | g
        1 litre d'eau | eau | 1 | l
        2 gousses d'ail | ail | 2 | clove
        trois œufs | œufs | 3
        une livre de pain | pain | 500 | g
        čtvrt kila másla | másla | 0.25 | kg
        tři čtvrtě kila masa | masa | 0.75 | kg
        třičtvrtě kila masa | masa | 0.75 | kg
        jeden a půl kila brambor | brambor | 1.5 | kg
        2 a půl kila brambor | brambor | 2.5 | kg
        kilo a půl mouky | mouky | 1.5 | kg
        one and a half kilos of flour | flour | 1.5 | kg
        2 and a half pounds of beef | beef | 2.5 | lb
        quarter of a pound of ham | ham | 0.25 | lb
        three quarters of a pound of ham | ham | 0.75 | lb
        půl chleba | chleba | 0.5
        half a melon | melon | 0.5
        kilo mouky | mouky | 1 | kg
        litr mléka | mléka | 1 | l
        3 krabice mléka | mléka | 3 | box
        krabice mléka | mléka | 1 | box
        dvě kila brambor | brambor | 2 | kg
        pět rohlíků | rohlíků | 5
        tři pomeranče | pomeranče | 3
        5 ks rohlíků | rohlíků | 5 | piece
        5ks rohlíků | rohlíků | 5 | piece
        rohlíky 10 ks | rohlíky | 10 | piece
        20 dkg šunky | šunky | 200 | g | | 20 dkg
        15 deka salámu | salámu | 150 | g
        5 plátků sýra | sýra | 5 | slice
        2 stroužky česneku | česneku | 2 | clove
        hlávka zelí | zelí | 1 | head
        svazek ředkviček | ředkviček | 1 | bunch
        bochník chleba | chleba | 1 | loaf
        8 rolí toaletního papíru | toaletního papíru | 8 | roll
        2 lahve vína | vína | 2 | bottle
        láhev vína | vína | 1 | bottle
        2 plechovky fazolí | fazolí | 2 | can
        3 balení sušenek | sušenek | 3 | pack
        půllitr piva | piva | 500 | ml
        2 deci smetany | smetany | 2 | dl
        2 m alobalu | alobalu | 2 | m
        2 lžíce cukru | cukru | 30 | ml
        rohlíky (čerstvé) | rohlíky | | | čerstvé
        rohlíky (čerstvé) 10 | rohlíky | 10 | | čerstvé
        milk (2 l) | milk | 2 | l
        milk (2 l, fresh) | milk | 2 | l | fresh
        2,5 kg brambor | brambor | 2.5 | kg
        brambory 2,5 kg | brambory | 2.5 | kg
        1.5 l water | water | 1.5 | l
        water 1.5l | water | 1.5 | l
        1,000 g flour | flour | 1000 | g
        1 000 g mouky | mouky | 1000 | g
        0,250 kg mouky | mouky | 0.25 | kg
        250g cheese | cheese | 250 | g
        cheese 250g | cheese | 250 | g
        250G CHEESE | CHEESE | 250 | g
        apples 2kg, ripe | apples | 2 | kg | ripe
        2 kg apples, ripe, red | apples | 2 | kg | ripe, red
        apples, 2 kg, ripe | apples | 2 | kg | ripe
        2 kg, apples | apples | 2 | kg
        milk, 2 | milk | 2
        milk - lactose free | milk | | | lactose free
        milk – 2 l | milk | 2 | l
        milk; 2 l; fresh | milk | 2 | l | fresh
        Kofola 2 l | Kofola | 2 | l
        Coca-Cola 1,5 l | Coca-Cola | 1.5 | l
        2 7up | 7up | 2
        2 l 7up | 7up | 2 | l
        2x omega 3 | omega 3 | 2
        omega 3 x2 | omega 3 | 2
        eggs 12 | eggs | 12 | | | 12
        eggs, 12 | eggs | 12
        6x1,5l voda | voda | 9 | l | | 6x1,5l
        6x 1,5 l voda | voda | 9 | l
        6 x 1.5 l water | water | 9 | l
        voda 6x1,5l | voda | 9 | l
        2x 500 g mouky | mouky | 1000 | g
        pivo 6x | pivo | 6
        3 krabice mléka 1 l | mléka | 3 | box | 1 l
        2 milk 1l | milk | 2 | | 1l
        voda 1,5l x6 | voda | 6 | | 1,5l | x6
        voda 1.5 l 6x | voda | 6 | | 1.5 l
        milk 1l x 3 | milk | 3 | | 1l
        Coca Cola Zero 1,5L 2 ks | Coca Cola Zero | 2 | piece | 1,5L
        pivo 10 lahví | pivo | 10 | bottle
        12 fl oz coke | coke | 12 | fl_oz
        1 gallon of milk | milk | 1 | gallon
        2 pints of beer | beer | 2 | pint
        1 qt stock | stock | 1 | quart
        12in pizza | pizza | 12 | in
        6 ft rope | rope | 6 | ft
        30 cm ribbon | ribbon | 30 | cm
        2 loaves of bread | bread | 2 | loaf
        3 cloves of garlic | garlic | 3 | clove
        a head of lettuce | lettuce | 1 | head
        head of lettuce | lettuce | 1 | head
        a bunch of bananas | bananas | 1 | bunch
        bottle of wine | wine | 1 | bottle
        can of beans | beans | 1 | can
        two cans of beans | beans | 2 | can
        a jar of honey | honey | 1 | jar
        3 of a kind | of a kind | 3
        3 bags | bags | 3
        5 rolls | rolls | 5
        two apples | apples | 2
        2 head & shoulders | head & shoulders | 2
        mouka půl kila | mouka | 0.5 | kg
        brambory dvě kila | brambory | 2 | kg
        mouka kilo | mouka | 1 | kg
        2 pytle na odpadky | pytle na odpadky | 2
        2 🍎 | 🍎 | 2
        12 „Bio“ Eier | „Bio“ Eier | 12
        0.5 kg šunky, nakrájet | šunky | 0.5 | kg | nakrájet
        999999 g salt | salt | 999999 | g
        ,milk, | milk
        """;

    // Texts that are names, all of them.
    private const string Names = """
        milk
        7up
        7 up
        Seven Up
        Coca-Cola
        Coca-Cola 0
        omega 3
        Omega-3
        vitamin B12
        vitamin B 12
        H2O
        3M tape
        5G router
        2in1 shampoo
        2 in 1 shampoo
        3 v 1 tablety
        WD 40
        mouka typ 550
        Mehl 405
        battery 2032
        Pampers 4
        100% juice
        3.5% milk
        3 % milk
        12-pack yogurt
        six pack
        6 pack beer
        2-3 bananas
        50/50 margarine
        24/7 energy
        00 flour
        0 milk
        0 kg apples
        0,0 pivo
        -2 kg apples
        apples -2 kg
        1000000 apples
        1000000 kg apples
        999999999999999999999999999 apples
        99999999999999999999 kg apples
        0.0001 kg saffron
        1/0 cup sugar
        NaN apples
        Infinity kg apples
        1e5 apples
        1.2.3 beta
        2 kg
        2kg
        kilo
        dozen
        a dozen
        2 l
        2
        2 kg of
        láhev
        can opener
        box cutter
        a can opener
        head lettuce
        pound cake
        cup noodles
        half and half
        media crema
        demi sel
        quarter pounder
        pytle na odpadky
        sáčky na led
        tête de Moine
        diente de león
        pet food
        elf lipstick
        tri tip
        once upon a time
        el Pozo
        x
        x2
        :)
        (milk)
        ()
        milk ()
        f(x)
        1,2,3
        2 3 apples
        €5 voucher
        +420 123 456 789
        Jar 900 Zitrone
        10 W žárovka
        mouka 1 kg 500 g
        some milk
        A4 paper
        """;

    public static TheoryData<string, string, string, string, string, string> UnderstoodRows
    {
        get
        {
            var rows = new TheoryData<string, string, string, string, string, string>();
            foreach (var line in Lines(Understood))
            {
                var cells = line.Split('|', StringSplitOptions.TrimEntries);
                string Cell(int index) => index < cells.Length ? cells[index] : "";
                rows.Add(cells[0], Cell(1), Cell(2), Cell(3), Cell(4), Cell(5));
            }

            return rows;
        }
    }

    public static TheoryData<string> NameRows => [.. Lines(Names)];

    [Theory]
    [MemberData(nameof(UnderstoodRows))]
    public void Parse_WhatFamiliesType_IsUnderstood(string typed, string name, string amount, string unit, string note, string quantity)
    {
        var parsed = EntryParser.Parse(typed);
        Assert.Equal(
            (name, amount.Length > 0 ? decimal.Parse(amount, CultureInfo.InvariantCulture) : (decimal?)null, OrNull(unit), OrNull(note)),
            (parsed.Name, parsed.Amount, parsed.UnitId, parsed.Note));
        if (quantity.Length > 0)
        {
            Assert.Equal(quantity, parsed.QuantityText);
        }

        static string? OrNull(string cell) => cell.Length > 0 ? cell : null;
    }

    [Theory]
    [MemberData(nameof(NameRows))]
    public void Parse_NamesWithNumbersAndNonsense_StayNames(string typed) =>
        Assert.Equal(new ParsedEntry(typed, null, null, null, null), EntryParser.Parse(typed));

    [Theory]
    [InlineData("1,250 kg brambor", null, 1250)]
    [InlineData("1,250 kg potatoes", "en", 1250)]
    [InlineData("1,250 kg brambor", "cs", 1.25)]
    [InlineData("1.250 g Mehl", "de", 1250)]
    [InlineData("1.250 kg flour", "en", 1.25)]
    [InlineData("tri rajcata", "cs", 3)]
    [InlineData("pet rohliku", "cs", 5)]
    [InlineData("elf Eier", "de", 11)]
    [InlineData("once huevos", "es", 11)]
    public void Parse_LanguageKnown_DecidesWhatIsDoubtful(string typed, string? language, double amount) =>
        Assert.Equal((decimal)amount, EntryParser.Parse(typed, language).Amount);

    [Fact]
    public void Parse_Amounts_CarryNoIdleZeros() =>
        Assert.Equal("2.5", EntryParser.Parse("2,500 kg brambor", "cs").Amount!.Value.ToString(CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("", "")]
    [InlineData(" \t\r\n ", "")]
    [InlineData("2\u00A0kg\tapples\r\n", "apples")]
    [InlineData("\u202E2 kg ap\u200Bples\u2069", "apples")]
    [InlineData("mi\0lk", "mi lk")]
    [InlineData("👩‍👩‍👧 cake", "👩‍👩‍👧 cake")]
    public void Parse_InvisibleCharacters_AreBlanksOrGone(string typed, string name) => Assert.Equal(name, EntryParser.Parse(typed).Name);

    [Fact]
    public void Parse_HalfACharacter_BecomesAWholeOne() => Assert.Equal("a\uFFFDb", EntryParser.Parse("a\uD800b").Name);

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
