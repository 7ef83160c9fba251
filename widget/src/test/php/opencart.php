<?php
/**
 * As much of OpenCart 4.1 as the extension touches, for its tests: the registry, the loader with its
 * events' way of calling, and models that answer from the scenario. What the extension does to the
 * shop is kept in Shop.
 */
namespace {
	/** The scenario, and what has been done to the shop. */
	final class Shop {
		/** @var array<string, mixed> */
		public static array $given = [];
		/** @var array<string, mixed> */
		public static array $done = ['headers' => [], 'events' => [], 'saved' => [], 'deleted' => [], 'views' => []];
	}

	const HTTP_CATALOG = 'https://shop.example/';
}

namespace Opencart\System\Engine {
	class Registry {
		/** @var array<string, object> */
		private array $data = [];

		public function get(string $key): object {
			return $this->data[$key] ?? throw new \Exception('Not in the registry: ' . $key);
		}

		public function set(string $key, object $value): void {
			$this->data[$key] = $value;
		}
	}

	abstract class Part {
		public function __construct(protected Registry $registry) {
		}

		public function __get(string $key): object {
			return $this->registry->get($key);
		}
	}

	class Controller extends Part {
	}

	class Model extends Part {
	}

	/** Only public methods can be reached, as through the shop's own proxies. */
	class Proxy {
		public function __construct(private object $model) {
		}

		/** @param array<int, mixed> $arguments */
		public function __call(string $method, array $arguments): mixed {
			if (!is_callable([$this->model, $method])) {
				throw new \Exception('Could not call ' . get_class($this->model) . '::' . $method);
			}

			return $this->model->{$method}(...$arguments);
		}
	}

	class Loader extends Part {
		public function model(string $route): void {
			$application = \Shop::$given['application'] ?? 'Catalog';
			$class = 'Opencart\\' . $application . '\\Model\\' . str_replace(['_', '/'], ['', '\\'], ucwords($route, '_/'));
			$file = __DIR__ . '/../../../opencart/' . strtolower($application) . '/model/' . str_replace('extension/sluice/', '', $route) . '.php';

			if (!class_exists($class, false) && is_file($file)) {
				require $file;
			}

			$model = class_exists($class, false) ? new $class($this->registry) : new \Models($this->registry);
			$this->registry->set('model_' . str_replace('/', '_', $route), new Proxy($model));
		}

		/** @return array<string, string> */
		public function language(string $route): array {
			$_ = [];
			require __DIR__ . '/../../../opencart/admin/language/en-gb/' . str_replace('extension/sluice/', '', $route) . '.php';
			$this->registry->get('language')->words = $_;

			return $_;
		}

		public function controller(string $route): string {
			return $route;
		}

		/** @param array<string, mixed> $data */
		public function view(string $route, array $data): string {
			\Shop::$done['views'][$route] = $data;

			return isset(\Shop::$given['twig']) ? $this->render($route, $data) : $route;
		}

		/** @param array<string, mixed> $data to which the shop adds the words that all its forms use */
		private function render(string $route, array $data): string {
			require_once \Shop::$given['twig'];

			$folder = new \Twig\Loader\FilesystemLoader(__DIR__ . '/../../../opencart/admin/view/template');
			$twig = new \Twig\Environment($folder, ['autoescape' => false, 'strict_variables' => true]);

			return $twig->render(str_replace('extension/sluice/', '', $route) . '.twig', $data + ['button_save' => 'Save', 'button_back' => 'Back']);
		}
	}
}

namespace {
	use Opencart\System\Engine\Model;
	use Opencart\System\Engine\Registry;

	/** The shop's own models. */
	final class Models extends Model {
		/** @return array<int, array<string, mixed>> */
		public function getProducts(array $filter): array {
			return array_slice(Shop::$given['products'], $filter['start'], $filter['limit']);
		}

		/** @return array<string, mixed> */
		public function getProduct(int $product_id): array {
			foreach (Shop::$given['products'] as $product) {
				if ($product['product_id'] === $product_id) {
					return $product + ($product['texts'][$this->config->get('config_language_id') ?? 1] ?? []);
				}
			}

			return [];
		}

		/** @return array<int, array<string, mixed>> */
		public function getCategories(int $product_id): array {
			return $this->getProduct($product_id)['categories'] ?? [];
		}

		/** @return array<string, mixed> */
		public function getCategory(int $category_id): array {
			return Shop::$given['categories'][$category_id] ?? [];
		}

		/** @return array<int, array<string, mixed>> */
		public function getAttributes(int $product_id): array {
			return $this->getProduct($product_id)['attribute_groups'] ?? [];
		}

		public function resize(string $file, int $width, int $height): string {
			return 'https://shop.example/image/cache/' . $file . '-' . $width . 'x' . $height;
		}

		/** @return array<string, array<string, mixed>> */
		public function getLanguages(): array {
			return [
				'en-gb' => ['language_id' => 1, 'code' => 'en-gb', 'name' => 'English'],
				'de-de' => ['language_id' => 2, 'code' => 'de-de', 'name' => 'Deutsch']
			];
		}

		/** @return array<int, array<string, mixed>> */
		public function getStores(): array {
			return [['store_id' => 3, 'name' => 'Outlet', 'url' => 'https://outlet.example/']];
		}

		public function addEvent(array $event): void {
			Shop::$done['events'][] = $event;
		}

		public function deleteEventByCode(string $code): void {
			Shop::$done['events'] = array_values(array_filter(Shop::$done['events'], static fn (array $event): bool => $event['code'] !== $code));
		}

		/** @return array<string, mixed> */
		public function getSetting(string $code, int $store_id = 0): array {
			return Shop::$given['settings'] ?? [];
		}

		public function editSetting(string $code, array $data, int $store_id = 0): void {
			Shop::$done['saved'] = ['code' => $code, 'data' => $data, 'store_id' => $store_id];
		}

		public function deleteSetting(string $code, int $store_id = 0): void {
			Shop::$done['deleted'][] = $store_id;
		}
	}

	/** Every other service of the shop. */
	final class Services {
		/** @var array<string, mixed> */
		public array $data = [];
		/** @var array<string, mixed> */
		public array $get = [];
		/** @var array<string, mixed> */
		public array $post = [];
		/** @var array<string, mixed> */
		public array $server = [];
		/** @var array<string, string> */
		public array $words = [];
		public string $output = '';

		public function get(string $key): mixed {
			return $this->words[$key] ?? $this->data[$key] ?? null;
		}

		public function set(string $key, mixed $value): void {
			$this->data[$key] = $value;
		}

		public function isLogged(): bool {
			return isset($this->data['customer_id']);
		}

		public function getId(): int {
			return $this->data['customer_id'];
		}

		public function link(string $route, string $arguments = '', bool $raw = false): string {
			$url = (Shop::$given['config']['config_url'] ?? HTTP_CATALOG) . 'index.php?route=' . $route . ($arguments === '' ? '' : '&' . $arguments);

			return $raw ? $url : str_replace('&', '&amp;', $url);
		}

		public function calculate(float $price, int $tax_class_id, bool $shown): float {
			return $shown && $tax_class_id ? $price * 1.19 : $price;
		}

		public function hasPermission(string $kind, string $route): bool {
			return in_array($kind . ' ' . $route, Shop::$given['permissions'] ?? [], true);
		}

		public function setTitle(string $title): void {
		}

		public function addHeader(string $header): void {
			Shop::$done['headers'][] = $header;
		}

		public function setOutput(string $output): void {
			$this->output = $output;
		}
	}

	/** A shop as the scenario describes it. */
	function shop(): Registry {
		$registry = new Registry();
		$registry->set('load', new \Opencart\System\Engine\Loader($registry));

		foreach (['config', 'session', 'request', 'response', 'url', 'customer', 'tax', 'language', 'document', 'user'] as $name) {
			$registry->set($name, new Services());
		}

		$registry->get('config')->data = Shop::$given['config'] ?? [];
		$registry->get('session')->data = (Shop::$given['session'] ?? []) + ['user_token' => 'u'];
		$registry->get('customer')->data = Shop::$given['customer'] ?? [];

		foreach (['get', 'post', 'server'] as $part) {
			$registry->get('request')->{$part} = cleaned(Shop::$given[$part] ?? []);
		}

		return $registry;
	}

	/** The shop's request class writes all that comes as HTML. */
	function cleaned(mixed $value): mixed {
		return is_array($value) ? array_map('cleaned', $value) : htmlspecialchars(trim((string)$value), ENT_COMPAT, 'UTF-8');
	}
}

namespace Opencart\Catalog\Controller\Extension\Sluice\Module {
	/** On the command line PHP forgets headers; here they are kept. */
	function header(string $header): void {
		\Shop::$done['headers'][] = $header;
	}
}
