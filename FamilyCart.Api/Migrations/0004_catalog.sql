-- Names in other languages stand in translations, {language: name}; the name itself is English.

create table category (
    id integer generated always as identity primary key,
    name text not null unique check (char_length(name) between 1 and 100),
    icon_name text check (char_length(icon_name) <= 50),
    translations jsonb not null default '{}',
    -- Where the category stands in a shop and on a page.
    position integer not null default 1000
);

create table unit (
    id text primary key check (char_length(id) between 1 and 20),
    name text not null,
    symbol text not null,
    -- count, weight, volume, length.
    dimension text not null,
    -- The unit that the factor refers to; itself where nothing else can be counted in it: two bottles are no pieces of anything.
    base_unit_id text not null references unit (id) deferrable initially deferred,
    conversion_factor numeric(18, 10) not null check (conversion_factor > 0),
    translations jsonb not null default '{}',
    position integer not null default 1000
);

-- Positions follow the way through a shop: what is fresh first, what thaws last.
insert into category (id, name, icon_name, position, translations) overriding system value values
    (1, 'Produce', 'nutrition', 10, '{"cs": "Ovoce a zelenina", "es": "Frutas y verduras", "fr": "Fruits et légumes", "de": "Obst und Gemüse"}'),
    (2, 'Dairy', 'egg', 60, '{"cs": "Mléčné výrobky", "es": "Lácteos", "fr": "Produits laitiers", "de": "Milchprodukte"}'),
    (3, 'Meat', 'kebab_dining', 40, '{"cs": "Maso", "es": "Carne", "fr": "Viande", "de": "Fleisch"}'),
    (4, 'Seafood', 'set_meal', 50, '{"cs": "Ryby a mořské plody", "es": "Pescados y mariscos", "fr": "Poissons et fruits de mer", "de": "Fisch und Meeresfrüchte"}'),
    (5, 'Bakery', 'bakery_dining', 20, '{"cs": "Pečivo", "es": "Panadería", "fr": "Boulangerie", "de": "Backwaren"}'),
    (6, 'Frozen', 'ac_unit', 160, '{"cs": "Mražené", "es": "Congelados", "fr": "Surgelés", "de": "Tiefkühlkost"}'),
    (7, 'Pantry', 'kitchen', 70, '{"cs": "Trvanlivé potraviny", "es": "Despensa", "fr": "Épicerie", "de": "Vorratskammer"}'),
    (8, 'Beverages', 'local_cafe', 90, '{"cs": "Nápoje", "es": "Bebidas", "fr": "Boissons", "de": "Getränke"}'),
    (9, 'Snacks', 'cookie', 80, '{"cs": "Pochutiny", "es": "Aperitivos", "fr": "En-cas", "de": "Snacks"}'),
    (10, 'Personal Care', 'spa', 130, '{"cs": "Osobní péče", "es": "Cuidado personal", "fr": "Soins personnels", "de": "Körperpflege"}'),
    (11, 'Household', 'cleaning_services', 140, '{"cs": "Domácnost", "es": "Hogar", "fr": "Maison", "de": "Haushalt"}'),
    (12, 'Pet Supplies', 'pets', 150, '{"cs": "Potřeby pro zvířata", "es": "Mascotas", "fr": "Animaux", "de": "Tierbedarf"}'),
    (13, 'Baby', 'child_care', 110, '{"cs": "Pro miminka", "es": "Bebé", "fr": "Bébé", "de": "Baby"}'),
    (14, 'Health', 'medication', 120, '{"cs": "Zdraví", "es": "Salud", "fr": "Santé", "de": "Gesundheit"}'),
    (15, 'Alcohol', 'wine_bar', 100, '{"cs": "Alkohol", "es": "Alcohol", "fr": "Alcool", "de": "Alkohol"}'),
    (16, 'Deli', 'lunch_dining', 30, '{"cs": "Lahůdky", "es": "Charcutería", "fr": "Charcuterie et traiteur", "de": "Feinkost"}'),
    (17, 'Uncategorized', 'shopping_cart', 170, '{"cs": "Nezařazené", "es": "Sin categoría", "fr": "Sans catégorie", "de": "Ohne Kategorie"}');

-- Categories that come later start above the fixed ones.
alter table category alter column id restart with 1000;

-- Factors are exact by definition; cups, pints, quarts and gallons are those of the United States.
insert into unit (id, name, symbol, dimension, base_unit_id, conversion_factor, position, translations) values
    ('piece', 'piece', 'pc', 'count', 'piece', 1, 10, '{"cs": "kus", "es": "unidad", "fr": "pièce", "de": "Stück"}'),
    ('dozen', 'dozen', 'doz', 'count', 'piece', 12, 20, '{"cs": "tucet", "es": "docena", "fr": "douzaine", "de": "Dutzend"}'),
    ('pack', 'pack', 'pk', 'count', 'pack', 1, 30, '{"cs": "balení", "es": "paquete", "fr": "paquet", "de": "Packung"}'),
    ('bottle', 'bottle', 'btl', 'count', 'bottle', 1, 40, '{"cs": "láhev", "es": "botella", "fr": "bouteille", "de": "Flasche"}'),
    ('can', 'can', 'can', 'count', 'can', 1, 50, '{"cs": "plechovka", "es": "lata", "fr": "canette", "de": "Dose"}'),
    ('jar', 'jar', 'jar', 'count', 'jar', 1, 60, '{"cs": "sklenice", "es": "tarro", "fr": "bocal", "de": "Glas"}'),
    ('box', 'box', 'box', 'count', 'box', 1, 70, '{"cs": "krabice", "es": "caja", "fr": "boîte", "de": "Schachtel"}'),
    ('bag', 'bag', 'bag', 'count', 'bag', 1, 80, '{"cs": "sáček", "es": "bolsa", "fr": "sachet", "de": "Beutel"}'),
    ('bunch', 'bunch', 'bunch', 'count', 'bunch', 1, 90, '{"cs": "svazek", "es": "manojo", "fr": "botte", "de": "Bund"}'),
    ('slice', 'slice', 'slice', 'count', 'slice', 1, 100, '{"cs": "plátek", "es": "rebanada", "fr": "tranche", "de": "Scheibe"}'),
    ('loaf', 'loaf', 'loaf', 'count', 'loaf', 1, 110, '{"cs": "bochník", "es": "hogaza", "fr": "miche", "de": "Laib"}'),
    ('head', 'head', 'head', 'count', 'head', 1, 120, '{"cs": "hlávka", "es": "cabeza", "fr": "tête", "de": "Kopf"}'),
    ('clove', 'clove', 'clove', 'count', 'clove', 1, 130, '{"cs": "stroužek", "es": "diente", "fr": "gousse", "de": "Zehe"}'),
    ('roll', 'roll', 'roll', 'count', 'roll', 1, 140, '{"cs": "role", "es": "rollo", "fr": "rouleau", "de": "Rolle"}'),
    ('g', 'gram', 'g', 'weight', 'g', 1, 150, '{"cs": "gram", "es": "gramo", "fr": "gramme", "de": "Gramm"}'),
    ('kg', 'kilogram', 'kg', 'weight', 'g', 1000, 160, '{"cs": "kilogram", "es": "kilogramo", "fr": "kilogramme", "de": "Kilogramm"}'),
    ('lb', 'pound', 'lb', 'weight', 'g', 453.59237, 170, '{"cs": "libra", "es": "libra", "fr": "livre", "de": "Pfund"}'),
    ('oz', 'ounce', 'oz', 'weight', 'g', 28.349523125, 180, '{"cs": "unce", "es": "onza", "fr": "once", "de": "Unze"}'),
    ('ml', 'milliliter', 'ml', 'volume', 'ml', 1, 190, '{"cs": "mililitr", "es": "mililitro", "fr": "millilitre", "de": "Milliliter"}'),
    ('l', 'liter', 'l', 'volume', 'ml', 1000, 200, '{"cs": "litr", "es": "litro", "fr": "litre", "de": "Liter"}'),
    ('dl', 'deciliter', 'dl', 'volume', 'ml', 100, 210, '{"cs": "decilitr", "es": "decilitro", "fr": "décilitre", "de": "Deziliter"}'),
    ('cl', 'centiliter', 'cl', 'volume', 'ml', 10, 220, '{"cs": "centilitr", "es": "centilitro", "fr": "centilitre", "de": "Zentiliter"}'),
    ('fl_oz', 'fluid ounce', 'fl oz', 'volume', 'ml', 29.5735295625, 230, '{"cs": "tekutá unce", "es": "onza líquida", "fr": "once liquide", "de": "Flüssigunze"}'),
    ('cup', 'cup', 'cup', 'volume', 'ml', 236.5882365, 240, '{"cs": "hrnek", "es": "taza", "fr": "tasse", "de": "Tasse"}'),
    ('pint', 'pint', 'pt', 'volume', 'ml', 473.176473, 250, '{"cs": "pinta", "es": "pinta", "fr": "pinte", "de": "Pint"}'),
    ('quart', 'quart', 'qt', 'volume', 'ml', 946.352946, 260, '{"cs": "kvart", "es": "cuarto de galón", "fr": "quart américain", "de": "Quart"}'),
    ('gallon', 'gallon', 'gal', 'volume', 'ml', 3785.411784, 270, '{"cs": "galon", "es": "galón", "fr": "gallon", "de": "Gallone"}'),
    ('m', 'meter', 'm', 'length', 'm', 1, 280, '{"cs": "metr", "es": "metro", "fr": "mètre", "de": "Meter"}'),
    ('cm', 'centimeter', 'cm', 'length', 'm', 0.01, 290, '{"cs": "centimetr", "es": "centímetro", "fr": "centimètre", "de": "Zentimeter"}'),
    ('mm', 'millimeter', 'mm', 'length', 'm', 0.001, 300, '{"cs": "milimetr", "es": "milímetro", "fr": "millimètre", "de": "Millimeter"}'),
    ('ft', 'foot', 'ft', 'length', 'm', 0.3048, 310, '{"cs": "stopa", "es": "pie", "fr": "pied", "de": "Fuß"}'),
    ('in', 'inch', 'in', 'length', 'm', 0.0254, 320, '{"cs": "palec", "es": "pulgada", "fr": "pouce", "de": "Zoll"}');
