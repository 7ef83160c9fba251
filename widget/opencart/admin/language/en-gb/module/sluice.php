<?php
// Heading
$_['heading_title'] = 'Sluice chat';

// Text
$_['text_extension']        = 'Extensions';
$_['text_success']          = 'The chat’s settings are saved.';
$_['text_edit']             = 'Settings';
$_['text_store']            = 'Store';
$_['text_position_end']     = 'At the end of the line (right, in left-to-right languages)';
$_['text_position_start']   = 'At the beginning of the line';
$_['text_theme_system']     = 'As the visitor’s system';
$_['text_theme_light']      = 'Light';
$_['text_theme_dark']       = 'Dark';
$_['text_secret_kept']      = 'A secret is stored. Leave this empty to keep it.';
$_['text_exports_later']    = 'Save the settings once, and the addresses stand here.';
$_['text_page_home']        = 'Home page';
$_['text_page_product']     = 'Products';
$_['text_page_category']    = 'Categories, manufacturers, search, offers';
$_['text_page_information'] = 'Information and articles';
$_['text_page_account']     = 'Customer’s account';
$_['text_page_checkout']    = 'Cart and checkout';
$_['text_page_other']       = 'All other pages';

// Entry
$_['entry_status']         = 'Status';
$_['entry_url']            = 'WebSocket address';
$_['entry_key']            = 'Public key';
$_['entry_secret']         = 'Signing secret';
$_['entry_remove_secret']  = 'Remove the stored secret';
$_['entry_accent']         = 'Colour of the chat';
$_['entry_on_accent']      = 'Colour of writing on it';
$_['entry_position']       = 'Position';
$_['entry_theme']          = 'Light or dark';
$_['entry_pages']          = 'Pages';
$_['entry_languages']      = 'Languages';
$_['entry_greeting']       = 'Greeting';
$_['entry_suggestions']    = 'Suggested questions';
$_['entry_exports']        = 'Product export';
$_['entry_new_export_key'] = 'Make a new key; the addresses above end';

// Help
$_['help_url']         = 'As your installation of Sluice prints it: wss://…';
$_['help_key']         = 'A key that is bound to this shop’s address; everybody can read it in the page.';
$_['help_secret']      = 'The secret that your installation of Sluice shares with this shop, at least 32 characters. It never leaves the shop: customers who are logged in get tokens that end after five minutes. Without a public key, guests get such tokens too.';
$_['help_empty']       = 'None chosen means all.';
$_['help_suggestions'] = 'Separated by a vertical bar: |';
$_['help_exports']     = 'Your installation of Sluice reads the products here. Whoever knows an address can read them too, stock included.';

// Error
$_['error_warning']    = 'Please look at the fields that are marked.';
$_['error_permission'] = 'You do not have permission to change the chat’s settings.';
$_['error_url']        = 'Expected an address that begins with wss:// or ws://, without a query.';
$_['error_key']        = 'Expected a public key or a signing secret.';
$_['error_secret']     = 'Expected at least 32 characters.';
$_['error_accent']     = 'Expected a colour such as #1c6b58.';
$_['error_on_accent']  = 'Expected a colour such as #ffffff.';
