<?php
/**
 * Runs one method of the extension's controllers in a shop that standard input describes, and writes
 * what came of it: {"output", "printed", "headers", "events", "saved", "deleted", "views", "session"}.
 */
error_reporting(E_ALL);
set_error_handler(static function (int $level, string $message, string $file, int $line): bool {
	throw new \ErrorException($message, 0, $level, $file, $line);
});

require __DIR__ . '/opencart.php';

Shop::$given = json_decode((string)stream_get_contents(STDIN), true, 64, JSON_THROW_ON_ERROR);
$application = Shop::$given['application'] ??= 'Catalog';

require __DIR__ . '/../../../opencart/' . strtolower($application) . '/controller/module/sluice.php';

$registry = shop();
$class = 'Opencart\\' . $application . '\\Controller\\Extension\\Sluice\\Module\\Sluice';
$controller = new $class($registry);
$page = Shop::$given['page'] ?? '';

ob_start();

foreach ((array)Shop::$given['call'] as $method) {
	if ($method === 'footer') {
		$route = 'common/footer';
		$data = [];
		$controller->footer($route, $data, $page);
	} else {
		$controller->{$method}();
	}
}

$printed = ob_get_clean();

echo json_encode(Shop::$done + [
	'page'    => $page,
	'printed' => $printed,
	'output'  => $registry->get('response')->output,
	'session' => $registry->get('session')->data
], JSON_THROW_ON_ERROR | JSON_PRESERVE_ZERO_FRACTION);
