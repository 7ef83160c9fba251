<?php
// Heading
$_['heading_title'] = 'Sluice-Chat';

// Text
$_['text_extension']        = 'Erweiterungen';
$_['text_success']          = 'Die Einstellungen des Chats sind gespeichert.';
$_['text_edit']             = 'Einstellungen';
$_['text_store']            = 'Shop';
$_['text_position_end']     = 'Am Ende der Zeile (rechts, in Sprachen von links nach rechts)';
$_['text_position_start']   = 'Am Anfang der Zeile';
$_['text_theme_system']     = 'Wie das System des Besuchers';
$_['text_theme_light']      = 'Hell';
$_['text_theme_dark']       = 'Dunkel';
$_['text_secret_kept']      = 'Ein Geheimnis ist gespeichert. Leer lassen, um es zu behalten.';
$_['text_exports_later']    = 'Nach dem ersten Speichern stehen die Adressen hier.';
$_['text_page_home']        = 'Startseite';
$_['text_page_product']     = 'Produkte';
$_['text_page_category']    = 'Kategorien, Hersteller, Suche, Angebote';
$_['text_page_information'] = 'Informationen und Artikel';
$_['text_page_account']     = 'Kundenkonto';
$_['text_page_checkout']    = 'Warenkorb und Kasse';
$_['text_page_other']       = 'Alle anderen Seiten';

// Entry
$_['entry_status']         = 'Status';
$_['entry_url']            = 'WebSocket-Adresse';
$_['entry_key']            = 'Öffentlicher Schlüssel';
$_['entry_secret']         = 'Signaturgeheimnis';
$_['entry_remove_secret']  = 'Das gespeicherte Geheimnis entfernen';
$_['entry_accent']         = 'Farbe des Chats';
$_['entry_on_accent']      = 'Farbe der Schrift darauf';
$_['entry_position']       = 'Position';
$_['entry_theme']          = 'Hell oder dunkel';
$_['entry_pages']          = 'Seiten';
$_['entry_languages']      = 'Sprachen';
$_['entry_greeting']       = 'Begrüßung';
$_['entry_suggestions']    = 'Vorgeschlagene Fragen';
$_['entry_exports']        = 'Produktexport';
$_['entry_new_export_key'] = 'Neuen Schlüssel erzeugen; die Adressen oben enden';

// Help
$_['help_url']         = 'Wie Ihre Installation von Sluice sie ausgibt: wss://…';
$_['help_key']         = 'Ein Schlüssel, der an die Adresse dieses Shops gebunden ist; jeder kann ihn in der Seite lesen.';
$_['help_secret']      = 'Das Geheimnis, das Ihre Installation von Sluice mit diesem Shop teilt, mindestens 32 Zeichen. Es verlässt den Shop nie: angemeldete Kunden erhalten Tokens, die nach fünf Minuten enden. Ohne öffentlichen Schlüssel erhalten auch Gäste solche Tokens.';
$_['help_empty']       = 'Keine Auswahl bedeutet alle.';
$_['help_suggestions'] = 'Getrennt durch einen senkrechten Strich: |';
$_['help_exports']     = 'Ihre Installation von Sluice liest hier die Produkte. Wer eine Adresse kennt, kann sie auch lesen, mit Lagerbestand.';

// Error
$_['error_warning']    = 'Bitte prüfen Sie die markierten Felder.';
$_['error_permission'] = 'Sie dürfen die Einstellungen des Chats nicht ändern.';
$_['error_url']        = 'Erwartet wird eine Adresse, die mit wss:// oder ws:// beginnt, ohne Abfrage.';
$_['error_key']        = 'Erwartet wird ein öffentlicher Schlüssel oder ein Signaturgeheimnis.';
$_['error_secret']     = 'Erwartet werden mindestens 32 Zeichen.';
$_['error_accent']     = 'Erwartet wird eine Farbe wie #1c6b58.';
$_['error_on_accent']  = 'Erwartet wird eine Farbe wie #ffffff.';
